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
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1 / limit.PerSecond);
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _free = TimeSpan.MinValue;

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        // Only the first in the row waits for a place, and takes it when it has come: who gives up leaves it to the next.
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var now = time.GetElapsedTime(_start);
            var earliest = now - (_interval * (limit.Burst - 1));
            if (_free < earliest) _free = earliest;
            if (_free > now) await Task.Delay(_free - now, time, cancellationToken).ConfigureAwait(false);
            _free += _interval;
        }
        finally
        {
            _turn.Release();
        }
    }
}
