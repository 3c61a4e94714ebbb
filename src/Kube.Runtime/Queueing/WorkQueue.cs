namespace Kube.Runtime;

/// <summary>The keys that wait to be worked on: one entry a key, and never two workers on the same key.</summary>
/// <remarks>
/// <para>Guarantees: a key that is added is handed out once afterwards, however many adds were merged into it; an add while its key is
/// worked on is handed out after <see cref="Done"/>; keys of one priority start in the order in which they came due.</para>
/// <para>Times: the earliest of several wanted times wins. The backoff of a failed key is not shortened by anything but a change of
/// the object itself (<c>changedItself</c>), and by that only once.</para>
/// <para>Thread-safe. All time comes from the <see cref="TimeProvider"/>; one timer serves any number of waiting keys.</para>
/// </remarks>
/// <typeparam name="TKey">What is worked on, such as <see cref="ObjectKey"/>.</typeparam>
public sealed partial class WorkQueue<TKey> : IDisposable where TKey : notnull
{
    /// <summary>How many entries are kept for keys to come: a queue that works through many keys again and again makes no garbage.</summary>
    private const int MaxSpare = 1 << 17;

    /// <summary>How many of many keys are added before others have their turn.</summary>
    private const int KeysAtOnce = 64;

    private readonly Lock _lock = new();
    private readonly WorkQueueOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly long _origin;
    private readonly ITimer _timer;
    private readonly WorkQueueInstruments _instruments;

    private readonly EntryTable<TKey> _entries = new();
    private readonly DueHeap<TKey> _waiting = new();
    private readonly Stack<WorkEntry<TKey>> _spare = new();
    private readonly LinkedList<Taker> _takers = [];
    private ReadyLanes<TKey> _ready;
    private EntryList<TKey> _running;
    private TokenBucket _starts;
    private TimeSpan _timerDue = WorkEntry<TKey>.Never;
    private TaskCompletionSource? _idle;
    private bool _isShutDown;

    /// <summary>Makes an empty queue.</summary>
    /// <param name="options">How it paces its work.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="random">Where jitter comes from.</param>
    public WorkQueue(WorkQueueOptions? options = null, TimeProvider? time = null, Random? random = null)
    {
        _options = options ?? new WorkQueueOptions();
        _time = time ?? TimeProvider.System;
        _random = random ?? Random.Shared;
        _origin = _time.GetTimestamp();
        if (_options.StartsPerSecond is { } rate)
            _starts = new TokenBucket(rate, _options.StartBurst);
        _timer = _time.CreateTimer(static queue => ((WorkQueue<TKey>)queue!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _instruments = new WorkQueueInstruments(_options.Name, Count);
    }

    /// <summary>Asks for work on a key at once (after the debounce, if there is one).</summary>
    /// <param name="key">The key.</param>
    /// <param name="cause">Why.</param>
    /// <param name="priority">Which work goes first; the highest asked for counts.</param>
    /// <param name="changedItself">Whether what the key names has itself changed, so that a backoff need not be waited for.</param>
    /// <returns><see langword="false"/> when the queue is shut down.</returns>
    public bool Add(TKey key, WorkCause cause = default, WorkPriority priority = WorkPriority.Normal, bool changedItself = false)
    {
        var hash = key.GetHashCode();
        lock (_lock)
        {
            if (_isShutDown)
                return false;
            var now = Now();
            Promote(now);
            Add(key, hash, cause, priority, changedItself, now);
            Serve(now);
            return true;
        }
    }

    /// <summary>Asks for work on many keys, each as <see cref="Add(TKey, WorkCause, WorkPriority, bool)"/> does.</summary>
    /// <returns>How many were added: all, unless the queue is shut down.</returns>
    internal int AddAll(IEnumerable<HashedKey<TKey>> keys, in WorkCause cause, WorkPriority priority)
    {
        var some = new HashedKey<TKey>[KeysAtOnce];
        using var rest = keys.GetEnumerator();
        for (var added = 0; ;)
        {
            var count = 0;
            for (; count < some.Length && rest.MoveNext(); count++)
                some[count] = rest.Current;
            lock (_lock)
            {
                if (_isShutDown || count == 0)
                    return added;
                var now = Now();
                Promote(now);
                foreach (var (key, hash) in some.AsSpan(0, count))
                    Add(key, hash, cause, priority, changedItself: false, now);
                Serve(now);
            }
            added += count;
        }
    }

    /// <summary>Asks for work on a key after a delay. Of several wanted times the earliest wins.</summary>
    /// <param name="key">The key.</param>
    /// <param name="delay">How long to wait; zero or less is at once.</param>
    /// <param name="cause">Why.</param>
    /// <param name="priority">Which work goes first; the highest asked for counts.</param>
    /// <returns><see langword="false"/> when the queue is shut down.</returns>
    public bool AddAfter(TKey key, TimeSpan delay, WorkCause cause = default, WorkPriority priority = WorkPriority.Normal)
    {
        var hash = key.GetHashCode();
        lock (_lock)
        {
            if (_isShutDown)
                return false;
            var now = Now();
            Promote(now);
            var entry = Ask(key, hash, cause, priority);
            entry.ScheduledDue = Earlier(entry.ScheduledDue, After(now, delay));
            Place(entry, now);
            Serve(now);
            return true;
        }
    }

    /// <summary>Takes the next key, waiting until there is one.</summary>
    /// <returns>The key, to be given back with <see cref="Done"/>; without work when the queue is shut down.</returns>
    public ValueTask<WorkItem<TKey>> TakeAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<WorkItem<TKey>>(cancellationToken);
        lock (_lock)
        {
            if (_isShutDown)
                return default;
            var now = Now();
            Promote(now);
            return Take(now, cancellationToken);
        }
    }

    /// <summary>Gives a key back. Whatever was asked for while it was worked on counts from now.</summary>
    public void Done(in WorkItem<TKey> item, WorkOutcome outcome)
    {
        lock (_lock)
            GiveBack(item, outcome, Now());
    }

    /// <summary>Gives a key back and takes the next one: <see cref="Done"/> and <see cref="TakeAsync"/> in one.</summary>
    /// <returns>As of <see cref="TakeAsync"/>.</returns>
    public ValueTask<WorkItem<TKey>> NextAsync(in WorkItem<TKey> item, WorkOutcome outcome)
    {
        lock (_lock)
        {
            var now = Now();
            GiveBack(item, outcome, now);
            return _isShutDown ? default : Take(now, CancellationToken.None);
        }
    }

    /// <summary>Hands out no more work; what waits is dropped, what runs may finish. Idempotent.</summary>
    public void ShutDown()
    {
        lock (_lock)
        {
            if (_isShutDown)
                return;
            _isShutDown = true;
            foreach (var taker in _takers)
                taker.Complete(default);
            _takers.Clear();
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Shuts down and waits until all work has been given back.</summary>
    /// <param name="timeout">How long to wait at most.</param>
    /// <returns>Whether all work was given back in time.</returns>
    public async Task<bool> DrainAsync(TimeSpan timeout)
    {
        ShutDown();
        Task idle;
        lock (_lock)
        {
            if (_running.Count == 0)
                return true;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _idle.Task;
        }
        try
        {
            await idle.WaitAsync(timeout, _time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>What the queue holds at this moment.</summary>
    public WorkQueueCounts Count()
    {
        lock (_lock)
        {
            var now = Now();
            TimeSpan unfinished = default, longest = default;
            for (var entry = _running.First; entry is not null; entry = entry.Next)
            {
                var runs = now - entry.Since;
                unfinished += runs;
                longest = runs > longest ? runs : longest;
            }
            return new WorkQueueCounts(
                _ready.CountOf(WorkPriority.Low), _ready.CountOf(WorkPriority.Normal), _ready.CountOf(WorkPriority.High),
                _waiting.Count, _running.Count, unfinished, longest);
        }
    }

    /// <summary>Shuts down, and takes the queue out of the metrics.</summary>
    public void Dispose()
    {
        ShutDown();
        _timer.Dispose();
        _instruments.Dispose();
    }

    /// <summary>The queue's clock, which begins with the queue.</summary>
    internal TimeSpan Now() => _time.GetElapsedTime(_origin);
}
