namespace Kube.Client;

/// <summary>Bounds the rate of requests, each sending on its own, repetitions as well.</summary>
internal sealed class RateLimitHandler(RateLimitOptions limit, TimeProvider time) : DelegatingHandler
{
    private readonly TokenBucket _rate = new(limit, time);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await _rate.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
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
