namespace Kube.Runtime;

/// <summary>An overall rate limit: so many a second, with a burst saved up while idle.</summary>
/// <remarks>Pure arithmetic over a monotonic time that the caller passes; not thread-safe.</remarks>
internal struct TokenBucket
{
    private readonly double _perSecond;
    private readonly double _burst;
    private double _tokens;
    private TimeSpan _filledAt;

    public TokenBucket(double perSecond, int burst)
    {
        _perSecond = perSecond;
        _burst = burst;
        _tokens = burst;
    }

    /// <summary>Takes one token if there is one at <paramref name="now"/>.</summary>
    public bool TryTake(TimeSpan now)
    {
        Fill(now);
        // Within a millionth of a token counts: sums of fractions fall a hair short of one.
        if (_tokens < 1 - 1e-6)
            return false;
        _tokens = Math.Max(0, _tokens - 1);
        return true;
    }

    /// <summary>How long from <paramref name="now"/> until a token is there; zero when one is.</summary>
    public TimeSpan UntilNext(TimeSpan now)
    {
        Fill(now);
        return _tokens >= 1 - 1e-6 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - _tokens) / _perSecond);
    }

    private void Fill(TimeSpan now)
    {
        if (now <= _filledAt)
            return;
        _tokens = Math.Min(_burst, _tokens + (now - _filledAt).TotalSeconds * _perSecond);
        _filledAt = now;
    }
}
