namespace Kube.Client;

/// <summary>Bounds the requests on their way (until their headers come) and, where asked, their rate.</summary>
internal sealed class LimitHandler(KubeClientOptions options) : DelegatingHandler
{
    private readonly SemaphoreSlim _inFlight = new(options.MaxRequestsInFlight, options.MaxRequestsInFlight);
    private readonly TokenBucket? _rate = options.RateLimit is { } limit ? new TokenBucket(limit, options.TimeProvider) : null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_rate is not null) await _rate.WaitAsync(cancellationToken).ConfigureAwait(false);
        await _inFlight.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _inFlight.Release();
        }
    }
}

/// <summary>Lets a burst through at once and then so many a second, in the order of asking.</summary>
internal sealed class TokenBucket(RateLimitOptions limit, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1 / limit.PerSecond);
    private DateTimeOffset _free = DateTimeOffset.MinValue;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = Reserve();
        return wait <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, time, cancellationToken);
    }

    /// <summary>Takes the next place and says how long it is until then.</summary>
    internal TimeSpan Reserve()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var earliest = now - (_interval * (limit.Burst - 1));
            if (_free < earliest) _free = earliest;
            var mine = _free;
            _free += _interval;
            return mine - now;
        }
    }
}
