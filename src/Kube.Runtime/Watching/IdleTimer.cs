namespace Kube.Runtime;

/// <summary>Cancels when nothing has been heard for a while. Hearing costs a clock reading, not a timer.</summary>
internal sealed class IdleTimer : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private long _heard;

    public IdleTimer(TimeProvider time, TimeSpan limit, CancellationToken cancellationToken)
    {
        _time = time;
        _limit = limit;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _heard = time.GetTimestamp();
        _timer = time.CreateTimer(static timer => ((IdleTimer)timer!).Check(), this, limit, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the limit was reached, as against cancellation from outside.</summary>
    public bool HasExpired { get; private set; }

    public void Hear() => Volatile.Write(ref _heard, _time.GetTimestamp());

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void Check()
    {
        var left = _limit - _time.GetElapsedTime(Volatile.Read(ref _heard));
        try
        {
            if (left > TimeSpan.Zero)
            {
                _timer.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                return;
            }
            HasExpired = true;
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The watch ended while the timer fired: nobody waits for it any more.
        }
    }
}
