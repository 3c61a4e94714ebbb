namespace Kube.Client;

/// <summary>The time limit of one call: tells "time ran out" from "the caller gave up", and both from a broken connection.</summary>
/// <remarks>It stands still while a credential is renewed: a login may take longer than any call, and has a limit of its own.</remarks>
internal sealed class CallDeadline : IDisposable
{
    private readonly KubeClient _client;
    private readonly ApiRequest _request;
    private readonly TimeSpan? _limit;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource? _either;
    private DateTimeOffset _end = DateTimeOffset.MaxValue;

    public CallDeadline(KubeClient client, ApiRequest request, TimeSpan? limit, CancellationToken caller)
    {
        (_client, _request, _limit, _caller) = (client, request, limit, caller);
        Token = caller;
        if (limit is not { } time) return;
        _end = Now + time;
        _timer = new CancellationTokenSource(time, client.Options.TimeProvider);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _timer.Token);
        Token = _either.Token;
    }

    public CancellationToken Token { get; }

    /// <summary>How long the caller goes on waiting.</summary>
    public TimeSpan Left => _end - Now;

    private DateTimeOffset Now => _client.Options.TimeProvider.GetUtcNow();

    /// <summary>Waits for what is not the server's to do; the clock stands still meanwhile. For one at a time.</summary>
    public async Task<T> WithoutClockAsync<T>(ValueTask<T> work)
    {
        if (_timer is null) return await work.ConfigureAwait(false);
        var left = Left;
        _timer.CancelAfter(Timeout.InfiniteTimeSpan);
        try
        {
            return await work.ConfigureAwait(false);
        }
        finally
        {
            _end = Now + left;
            _timer.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    /// <summary>What the caller gets in place of <paramref name="e"/>; null to let it pass.</summary>
    public Exception? Translate(Exception e) => e switch
    {
        // The caller's own cancellation wins, also when the time ran out at the same moment.
        _ when _caller.IsCancellationRequested && (e is OperationCanceledException || TransportErrors.Is(e)) => new OperationCanceledException(e.Message, e, _caller),
        OperationCanceledException or HttpRequestException or IOException when _timer is { IsCancellationRequested: true } =>
            TransportErrors.Timeout(_client.Config.Server, _limit!.Value, _request.ToString(), e),
        // SocketsHttpHandler reports its connect time-out as a cancellation.
        OperationCanceledException { InnerException: TimeoutException } => TransportErrors.ConnectTimeout(_client.Config.Server, e),
        _ when TransportErrors.Is(e) => TransportErrors.Describe(e, _client.Config.Server),
        _ => null,
    };

    public void Dispose()
    {
        _either?.Dispose();
        _timer?.Dispose();
    }
}
