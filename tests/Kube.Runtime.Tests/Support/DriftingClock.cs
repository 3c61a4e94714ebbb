namespace Kube.Runtime.Tests;

/// <summary>A clock that runs faster or slower than the others', with a wall clock that jumps.</summary>
internal sealed class DriftingClock(VirtualTimeProvider time, double rate) : TimeProvider
{
    private readonly long _origin = time.GetTimestamp();

    public TimeSpan Jump { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => (long)((time.GetTimestamp() - _origin) * rate);

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Jump;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new DriftingTimer(time.CreateTimer(callback, state, Real(dueTime), Real(period)), Real);

    private TimeSpan Real(TimeSpan own) => own == Timeout.InfiniteTimeSpan ? own : own / rate;

    private sealed class DriftingTimer(ITimer timer, Func<TimeSpan, TimeSpan> real) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(real(dueTime), real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
