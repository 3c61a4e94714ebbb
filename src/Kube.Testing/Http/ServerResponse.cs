using Kube.Schema.Json;
using Kube.Testing.Admission;

namespace Kube.Testing.Http;

/// <summary>One answer: a body that is there, or a stream that comes by and by.</summary>
internal sealed record ServerResponse
{
    public int Status { get; init; } = 200;

    public string? ContentType { get; init; } = ContentTypes.Json;

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Set for a watch: chunks to be written and flushed one by one. The body is not used then.</summary>
    public IAsyncEnumerable<ReadOnlyMemory<byte>>? Stream { get; init; }

    /// <summary>Texts for <c>Warning: 299</c> headers.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What admission noted for the audit log; none where no admission was asked.</summary>
    public AuditAnnotations? Audit { get; init; }

    /// <summary>Whether the connection is to be cut instead of an answer (a fault a test asked for).</summary>
    public bool Abort { get; init; }

    public static ServerResponse Json(int status, JsonValue body) => new() { Status = status, Body = body.ToUtf8Json() };

    public static ServerResponse Text(int status, string text) =>
        new() { Status = status, ContentType = ContentTypes.PlainText, Body = System.Text.Encoding.UTF8.GetBytes(text) };

    /// <summary>What the server's multiplexer says where no handler is registered for a path.</summary>
    public static ServerResponse PathNotFound => Text(404, "404 page not found\n");
}
