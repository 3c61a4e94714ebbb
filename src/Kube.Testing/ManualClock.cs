namespace Kube.Testing;

/// <summary>A clock that stands still until a test turns it: for <see cref="EmbeddedApiServerOptions.TimeProvider"/>, for clients and for operators.</summary>
/// <remarks>Timers are due in the order of their times, and see the clock at the time they were set to. Their callbacks run in the call that turns the clock.</remarks>
/// <param name="start">What the clock shows at first.</param>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private readonly List<(TimeSpan Within, TaskCompletionSource Made)> _waiters = [];
    private DateTimeOffset _now = start;

    /// <summary>A clock that shows the first moment of 2026.</summary>
    public ManualClock()
        : this(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes when a timer is due within so long from now: at once where there is one, else when one is set.</summary>
    /// <remarks>What a test waits for before it turns the clock, so that what it means to wake is asleep already.</remarks>
    /// <param name="within">How soon.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task WaitForTimerAsync(TimeSpan within, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_timers.Exists(t => t.Due <= _now + within))
            {
                return Task.CompletedTask;
            }

            var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((within, made));
            return made.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Turns the clock forward and runs what is due by then.</summary>
    /// <param name="by">How far; not negative.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var until = GetUtcNow() + by;
        while (TakeDue(until) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Turns the clock whenever a timer is due within a step, until what is waited for is done.</summary>
    /// <remarks>For retries, whose number and times the test does not want to know. The steps should be shorter than the timeouts that must not come.</remarks>
    /// <param name="done">What is waited for.</param>
    /// <param name="step">How far the clock goes at a time.</param>
    public async Task<T> AdvanceUntilAsync<T>(Task<T> done, TimeSpan step)
    {
        ArgumentNullException.ThrowIfNull(done);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(step, TimeSpan.Zero);
        using var given = new CancellationTokenSource();
        while (await Task.WhenAny(done, WaitForTimerAsync(step, given.Token)) != done)
        {
            Advance(step);
        }

        await given.CancelAsync();
        return await done;
    }

    /// <summary>The next timer that is due until then, the clock set to its time; none where the clock has got there.</summary>
    private Timer? TakeDue(DateTimeOffset until)
    {
        lock (_lock)
        {
            var next = _timers.Where(t => t.Due <= until).MinBy(t => t.Due);
            var time = next?.Due ?? until;
            _now = time > _now ? time : _now;
            next?.SetNext();
            return next;
        }
    }

    private sealed class Timer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset Due { get; private set; }

        public void Fire() => callback(state);

        /// <summary>By the clock's lock: off, or on to the next time where it repeats.</summary>
        public void SetNext()
        {
            if (_period > TimeSpan.Zero)
            {
                Due += _period;
            }
            else
            {
                clock._timers.Remove(this);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                _period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock._now + dueTime;
                    clock._timers.Add(this);
                    foreach (var (_, made) in clock._waiters.Where(w => dueTime <= w.Within))
                    {
                        made.TrySetResult();
                    }

                    clock._waiters.RemoveAll(w => w.Made.Task.IsCompleted);
                }
            }

            if (dueTime == TimeSpan.Zero)
            {
                // Due already, so nobody need turn the clock; not in this call, whose caller may hold locks.
                ThreadPool.UnsafeQueueUserWorkItem(static clock => clock.Advance(TimeSpan.Zero), clock, preferLocal: false);
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
