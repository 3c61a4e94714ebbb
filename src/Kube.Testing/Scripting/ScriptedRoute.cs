using System.Net;
using System.Text;
using Kube.Client;
using Kube.Json;

namespace Kube.Testing;

/// <summary>What one method and path of a <see cref="ScriptedAnswers"/> answer, one after the other; the last answer again and again.</summary>
public sealed class ScriptedRoute
{
    private readonly ScriptedAnswers _script;
    private readonly Queue<Func<RequestRecord, CancellationToken, Task<HttpResponseMessage>>> _answers = [];
    private readonly string _path;
    private readonly string[] _query;
    private Func<RequestRecord, CancellationToken, Task<HttpResponseMessage>>? _last;

    internal ScriptedRoute(ScriptedAnswers script, string method, string path)
    {
        (_script, Method, Text) = (script, method, path);
        var mark = path.IndexOf('?', StringComparison.Ordinal);
        _path = mark < 0 ? path : path[..mark];
        _query = mark < 0 ? [] : path[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries);
    }

    internal string Method { get; }

    internal string Text { get; }

    internal int Left => _answers.Count;

    internal int Demands => _query.Length;

    /// <summary>Another route of the same script.</summary>
    public ScriptedRoute On(string method, string path) => _script.On(method, path);

    /// <summary>Answers 200 with an object or a list.</summary>
    public ScriptedRoute Answer<T>(T value) where T : IKubeJson<T> => Answer(200, KubeJson.Serialize(value));

    /// <summary>Answers with a status and JSON.</summary>
    public ScriptedRoute Answer(int status, string json) => Answer((_, _) => Task.FromResult(ScriptedAnswers.Json(status, json)));

    /// <summary>Answers with what a function makes of the request; it may wait, and is cancelled with the call.</summary>
    public ScriptedRoute Answer(Func<RequestRecord, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        lock (_answers)
        {
            _answers.Enqueue(answer);
        }

        return this;
    }

    /// <summary>Refuses as an API server does, with a <c>Status</c>.</summary>
    /// <param name="status">400 to 599.</param>
    /// <param name="reason">Such as those of <see cref="StatusReasons"/>; none for what the status is usually given with.</param>
    /// <param name="message">What the server says; none for words of the script's own.</param>
    /// <param name="retryAfter">What <c>Retry-After</c> says, in whole seconds; none leaves it out.</param>
    public ScriptedRoute Fail(int status, string? reason = null, string? message = null, TimeSpan? retryAfter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return Answer((request, _) =>
        {
            var name = request.Path[(request.Path.LastIndexOf('/') + 1)..];
            var body = new Status
            {
                Outcome = "Failure",
                Code = status,
                Reason = reason ?? UsualReason(status),
                Message = message ?? $"refused by the script: {request.Method} {request.Path}",
                // Clients tell a missing object from a missing type by this name.
                Details = status == 404 ? new StatusDetails { Name = name } : null,
            };
            return Task.FromResult(ScriptedAnswers.Json(status, KubeJson.Serialize(body), retryAfter));
        });
    }

    /// <summary>Answers a watch: these events, then its end.</summary>
    public ScriptedRoute Watch<T>(params IReadOnlyList<WatchEvent<T>> events) where T : class, IKubeObject<T>
    {
        ArgumentNullException.ThrowIfNull(events);
        var lines = string.Concat(events.Select(e => Line(e) + "\n"));
        return Answer(200, lines);
    }

    /// <summary>Fails on the way: <see cref="HttpRequestException"/> as sockets throw it, for example.</summary>
    public ScriptedRoute Throw(Func<Exception> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        return Answer((_, _) => Task.FromException<HttpResponseMessage>(make()));
    }

    /// <summary>Never answers: until the call's deadline, or until it is cancelled.</summary>
    public ScriptedRoute Hang() => Answer(async (_, cancellationToken) =>
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.GatewayTimeout);
    });

    /// <summary>Method and path.</summary>
    public override string ToString() => $"{Method} {Text}";

    internal bool Fits(RequestRecord request) =>
        request.Method == Method && request.Path == _path && _query.All(request.Query.Split('&').Contains);

    internal Func<RequestRecord, CancellationToken, Task<HttpResponseMessage>>? Take()
    {
        lock (_answers)
        {
            return _answers.TryDequeue(out var next) ? _last = next : _last;
        }
    }

    private static string Line<T>(WatchEvent<T> change) where T : class, IKubeObject<T>
    {
        var text = change switch
        {
            { Object: { } value } => KubeJson.Serialize(value),
            { Status: { } status } => KubeJson.Serialize(status),
            { BookmarkMetadata: { } metadata } => $"{{\"metadata\":{KubeJson.Serialize(metadata)}}}",
            _ => throw new ArgumentException($"A server sends no {change.Type}.", nameof(change)),
        };
        return $"{{\"type\":\"{change.Type.ToWireName()}\",\"object\":{text}}}";
    }

    private static string? UsualReason(int status) => status switch
    {
        400 => StatusReasons.BadRequest,
        401 => StatusReasons.Unauthorized,
        403 => StatusReasons.Forbidden,
        404 => StatusReasons.NotFound,
        409 => StatusReasons.Conflict,
        410 => StatusReasons.Expired,
        422 => StatusReasons.Invalid,
        429 => StatusReasons.TooManyRequests,
        500 => StatusReasons.InternalError,
        503 => StatusReasons.ServiceUnavailable,
        504 => StatusReasons.Timeout,
        _ => null,
    };
}
