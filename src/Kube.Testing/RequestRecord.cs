namespace Kube.Testing;

/// <summary>A request the server was asked, for a test to assert on.</summary>
/// <param name="Method">Such as <c>GET</c>.</param>
/// <param name="Path">The path without the query, as it was written.</param>
/// <param name="Query">The query without its question mark, decoded; empty for none.</param>
/// <param name="UserAgent">The client's name for itself; empty for none.</param>
/// <param name="ContentType">The body's type; empty for none.</param>
/// <param name="Body">The body; empty for none.</param>
public sealed record RequestRecord(string Method, string Path, string Query, string UserAgent, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>The status it was answered with; none while the answer is still to come, or where the connection was dropped.</summary>
    public int? Status { get; internal set; }

    /// <summary>Whether an answer was begun, or the connection cut in its place.</summary>
    internal bool IsAnswered { get => Volatile.Read(ref _isAnswered); set => Volatile.Write(ref _isAnswered, value); }

    private bool _isAnswered;

    /// <summary>What admission webhooks and policies noted for the audit log: <c>webhook-or-policy/key</c> to value.</summary>
    public IReadOnlyDictionary<string, string> AuditAnnotations { get; internal set; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Whether it opens a watch.</summary>
    public bool IsWatch => Method == "GET" && Query.Split('&').Any(p => p is "watch=true" or "watch=1" or "watch");

    /// <summary>For people: <c>GET /api/v1/namespaces?limit=500 → 200</c>.</summary>
    public override string ToString() => $"{Method} {Path}{(Query.Length > 0 ? "?" + Query : "")} → {Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "…"}";
}
