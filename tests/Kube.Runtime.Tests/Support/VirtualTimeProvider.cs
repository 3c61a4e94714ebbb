namespace Kube.Runtime.Tests;

/// <summary>A clock that only moves when told to. Timers fire in order, at their own moment, on the thread that moves the clock.</summary>
internal sealed class VirtualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly SortedSet<VirtualTimer> _timers = new(Comparer<VirtualTimer>.Create((a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Ticket.CompareTo(b.Ticket)));
    private readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long _now;
    private long _tickets;
    private TimeSpan _skew;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Elapsed => TimeSpan.FromTicks(Volatile.Read(ref _now));

    /// <summary>When the next timer fires, as time since the start; null when none is set.</summary>
    public TimeSpan? NextTimer
    {
        get
        {
            lock (_lock)
                return _timers.Min is { } first ? TimeSpan.FromTicks(first.Due) : null;
        }
    }

    public int TimerCount
    {
        get
        {
            lock (_lock)
                return _timers.Count;
        }
    }

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => _start + Elapsed + _skew;

    /// <summary>Moves the wall clock alone: an administrator, or NTP.</summary>
    public void JumpWallClock(TimeSpan by) => _skew += by;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by) => AdvanceTo(Elapsed + by);

    public void AdvanceTo(TimeSpan target)
    {
        while (true)
        {
            VirtualTimer? due = null;
            lock (_lock)
            {
                if (_timers.Min is { } first && first.Due <= target.Ticks)
                {
                    due = first;
                    _timers.Remove(first);
                    Volatile.Write(ref _now, Math.Max(_now, first.Due));
                    if (first.Period > TimeSpan.Zero)
                    {
                        first.Due = _now + first.Period.Ticks;
                        first.Ticket = ++_tickets;
                        _timers.Add(first);
                    }
                }
                else
                {
                    Volatile.Write(ref _now, Math.Max(_now, target.Ticks));
                }
            }
            if (due is null)
                return;
            due.Fire();
        }
    }

    /// <summary>Lets what runs come to rest, moving the clock to the next timer whenever nothing happens, until the condition holds.</summary>
    public async Task RunUntilAsync(Func<bool> condition, TimeSpan? limit = null)
    {
        var end = Elapsed + (limit ?? TimeSpan.FromHours(1));
        while (true)
        {
            await SettleAsync();
            if (condition())
                return;
            if (NextTimer is not { } next || next > end)
                throw new TimeoutException($"The condition does not hold at {Elapsed}; next timer: {NextTimer}.");
            AdvanceTo(next);
        }
    }

    /// <summary>Waits until nothing runs: the thread pool has no work but the caller's, and none waits.</summary>
    /// <remarks>The tests of this assembly run one after another, so that what runs is the test's own.</remarks>
    public static async Task SettleAsync()
    {
        await Task.Yield();
        var deadline = TimeProvider.System.GetTimestamp();
        for (var quiet = 0; quiet < 3;)
        {
            quiet = IsQuiet() ? quiet + 1 : 0;
            if (quiet < 3)
                Thread.Sleep(0);
            if (TimeProvider.System.GetElapsedTime(deadline) > TimeSpan.FromSeconds(60))
                throw new TimeoutException("The thread pool does not come to rest.");
        }
    }

    private static bool IsQuiet()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return ThreadPool.PendingWorkItemCount == 0 && most - free <= (Thread.CurrentThread.IsThreadPoolThread ? 1 : 0);
    }

    private sealed class VirtualTimer(VirtualTimeProvider time, Action fire) : ITimer
    {
        public long Due;
        public long Ticket;
        public TimeSpan Period;

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                Period = period;
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = time._now + dueTime.Ticks;
                Ticket = ++time._tickets;
                time._timers.Add(this);
            }
            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
