using Kube.Schema.Json;
using Kube.Testing.Faults;
using Kube.Testing.Http;
using Kube.Testing.Serving;

namespace Kube.Testing;

/// <summary>Makes a server misbehave as servers and networks do, on demand. Each fault hits the next requests that fit, then is used up. Safe to call from any thread.</summary>
public sealed class FaultInjection
{
    private readonly Lock _lock = new();
    private readonly List<Fault> _faults = [];
    private readonly ServerState _state;
    private readonly WatchHolds _holds = new();

    internal FaultInjection(ServerState state) => _state = state;

    /// <summary>The open connections.</summary>
    internal ConnectionSet Connections { get; } = new();

    /// <summary>Answers the next <paramref name="count"/> requests that fit with an error status.</summary>
    /// <param name="count">How many requests; at least 1.</param>
    /// <param name="status">400 to 599: 429 is too many requests, 500 an internal error, 503 a server that is starting, 410 a place that is forgotten.</param>
    /// <param name="retryAfter">What <c>Retry-After</c> says, in whole seconds; none leaves it out.</param>
    /// <param name="when">Which requests; none means all.</param>
    public void FailNext(int count, int status, TimeSpan? retryAfter = null, Func<RequestRecord, bool>? when = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        Add(count, when, _ => Task.FromResult<ServerResponse?>(Failure(status, retryAfter)));
    }

    /// <summary>Lets the next <paramref name="count"/> requests that fit wait, by the server's clock, before they are handled.</summary>
    /// <param name="count">How many requests; at least 1.</param>
    /// <param name="delay">How long.</param>
    /// <param name="when">Which requests; none means all.</param>
    public void DelayNext(int count, TimeSpan delay, Func<RequestRecord, bool>? when = null) => Add(count, when, async token =>
    {
        await Task.Delay(delay, _state.Clock, token);
        return null;
    });

    /// <summary>Cuts the connection of the next <paramref name="count"/> requests that fit instead of answering. They have no effect on objects.</summary>
    /// <param name="count">How many requests; at least 1.</param>
    /// <param name="when">Which requests; none means all.</param>
    public void DropNext(int count, Func<RequestRecord, bool>? when = null) =>
        Add(count, when, static _ => Task.FromResult<ServerResponse?>(new ServerResponse { Abort = true }));

    /// <summary>Ends all open watches, as a server does that restarts. Clients come again and resume where they were.</summary>
    public void EndWatches()
    {
        foreach (var resource in _state.Store.Resources)
        {
            resource.EndWatches();
        }
    }

    /// <summary>Cuts all open connections, in the middle of whatever they carry. Requests without a socket that are not answered yet, and their watches, break as those on a socket do.</summary>
    public void KillConnections() => Connections.Abort();

    /// <summary>
    /// Keeps back what the watches that fit have to tell, those open and those to come, until the result is disposed. No event is lost, and each watch keeps its own order; but
    /// a watch that is not held is ahead of one that is, as may happen between any two watches of a real server. So a test decides what its operator hears first.
    /// </summary>
    /// <param name="when">Which watches; none means all.</param>
    public IDisposable HoldWatches(Func<RequestRecord, bool>? when = null) => _holds.Add(when ?? (static _ => true));

    /// <summary>
    /// From now on reads that allow it are answered from how things are at this moment, as from a lagging watch cache: get and list with <c>resourceVersion=0</c> or one not newer,
    /// until the result is disposed. Reads that ask for the newest state get it.
    /// </summary>
    public IDisposable ServeStaleReads()
    {
        _state.StaleReads = _state.Store.Freeze();
        return new Release(() => _state.StaleReads = null);
    }

    /// <summary>Takes back all faults that are still to come, held watches and stale reads.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
        }

        _holds.Clear();
        _state.StaleReads = null;
    }

    /// <summary>A watch's lines, kept back while it is held.</summary>
    internal IAsyncEnumerable<ReadOnlyMemory<byte>> Held(RequestRecord request, IAsyncEnumerable<ReadOnlyMemory<byte>> lines) => _holds.Apply(request, lines);

    /// <summary>What a fault answers in the place of the server; none where the request is to be handled.</summary>
    internal async Task<ServerResponse?> HitAsync(RequestRecord request, CancellationToken cancellationToken)
    {
        while (Take(request) is { } fault)
        {
            if (await fault.Answer(cancellationToken) is { } answer)
            {
                return answer;
            }
        }

        return null;
    }

    private Fault? Take(RequestRecord request)
    {
        lock (_lock)
        {
            var at = _faults.FindIndex(f => !f.Seen.Contains(request) && (f.When?.Invoke(request) ?? true));
            if (at < 0)
            {
                return null;
            }

            var fault = _faults[at];
            fault.Seen.Add(request);
            if (--fault.Left == 0)
            {
                _faults.RemoveAt(at);
            }

            return fault;
        }
    }

    private void Add(int count, Func<RequestRecord, bool>? when, Func<CancellationToken, Task<ServerResponse?>> answer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        lock (_lock)
        {
            _faults.Add(new(when, answer) { Left = count });
        }
    }

    private static ServerResponse Failure(int status, TimeSpan? retryAfter)
    {
        var (reason, message) = status switch
        {
            410 => ("Expired", "the provided resource version is too old"),
            429 => ("TooManyRequests", "too many requests, please try again later"),
            500 => ("InternalError", "Internal error occurred: a fault was asked for"),
            503 => ("ServiceUnavailable", "the server is currently unable to handle the request"),
            504 => ("Timeout", "the server was unable to return a response in the time allotted"),
            _ => ((string?)null, "a fault was asked for"),
        };
        var details = retryAfter is { } wait ? JsonValue.Object(("retryAfterSeconds", (long)Math.Ceiling(wait.TotalSeconds))) : JsonObject.Empty;
        return new ApiStatusException(status, reason, message, details).ToResponse();
    }
}
