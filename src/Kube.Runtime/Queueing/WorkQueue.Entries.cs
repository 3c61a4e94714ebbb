namespace Kube.Runtime;

/// <content>What happens to an entry under the lock: asked for, waiting, ready, running, given back.</content>
public sealed partial class WorkQueue<TKey>
{
    private void Add(TKey key, int hash, in WorkCause cause, WorkPriority priority, bool changedItself, TimeSpan now)
    {
        var entry = Ask(key, hash, cause, priority);
        entry.ChangedItself |= changedItself;
        if (_options.Debounce == TimeSpan.Zero)
        {
            entry.EventDue = Earlier(entry.EventDue, now);
        }
        else
        {
            entry.FirstEvent = Earlier(entry.FirstEvent, now);
            entry.EventDue = Earlier(now + _options.Debounce, entry.FirstEvent + _options.LongestDebounce);
        }
        Place(entry, now);
    }

    private ValueTask<WorkItem<TKey>> Take(TimeSpan now, CancellationToken cancellationToken)
    {
        if (_takers.Count == 0 && _ready.Count > 0 && MayStart(now))
            return new ValueTask<WorkItem<TKey>>(Start(now));
        var taker = new Taker(this);
        _takers.AddLast(taker.Node);
        taker.CancelWith(cancellationToken);
        // Those who waited before go first: what came due just now is theirs.
        Serve(now);
        return new ValueTask<WorkItem<TKey>>(taker.Task);
    }

    private void GiveBack(in WorkItem<TKey> item, WorkOutcome outcome, TimeSpan now)
    {
        var entry = item.Entry ?? throw new ArgumentException("The item holds no work: the queue was shut down when it was taken.", nameof(item));
        if (entry.State != WorkEntryState.Running || entry.Run != item.Run)
            throw new InvalidOperationException("The key is not being worked on: it was given back twice.");
        _running.Remove(entry);
        Promote(now);
        _instruments.Worked(now - entry.Since);
        entry.State = WorkEntryState.Waiting;
        if (!_isShutDown)
            Settle(entry, item, outcome, now);
        if (_running.Count == 0)
            _idle?.TrySetResult();
        Serve(now);
    }

    private WorkEntry<TKey> Ask(TKey key, int hash, in WorkCause cause, WorkPriority priority)
    {
        _instruments.Added();
        var entry = _entries.Find(key, hash);
        if (entry is null)
        {
            if (!_spare.TryPop(out entry))
                entry = new WorkEntry<TKey>();
            entry.Key = key;
            entry.Hash = hash;
            entry.ClearRequests();
            _entries.Add(entry);
        }
        entry.Cause = entry.Cause.Merge(cause);
        if (priority > entry.Priority)
            entry.Priority = priority;
        return entry;
    }

    /// <summary>Puts an entry where its times say. A running one stays: it is placed when it is given back.</summary>
    private void Place(WorkEntry<TKey> entry, TimeSpan now)
    {
        if (entry.State == WorkEntryState.Running)
            return;
        if (entry.State == WorkEntryState.Ready)
        {
            if (entry.Priority > entry.Lane)
            {
                _ready.Remove(entry);
                _ready.Add(entry, entry.Priority);
            }
            return;
        }
        var due = entry.Due();
        if (due > now)
        {
            _waiting.Set(entry, due);
            return;
        }
        _waiting.Remove(entry);
        MakeReady(entry, now);
    }

    private void MakeReady(WorkEntry<TKey> entry, TimeSpan due)
    {
        entry.State = WorkEntryState.Ready;
        entry.Since = due;
        _ready.Add(entry, entry.Priority);
    }

    private void Settle(WorkEntry<TKey> entry, in WorkItem<TKey> item, WorkOutcome outcome, TimeSpan now)
    {
        switch (outcome.Kind)
        {
            case WorkOutcomeKind.Failure:
                // A failure ahead of its time is the same failure again: it does not lengthen the backoff (kubernetes#132805).
                if (!entry.StartedEarly)
                    entry.Failures++;
                entry.JumpedBackoff = entry.StartedEarly;
                entry.NotBefore = now + _options.Backoff.Delay(entry.Failures, _random.NextDouble());
                entry.ScheduledDue = Earlier(entry.ScheduledDue, entry.NotBefore);
                entry.Cause = item.Cause.Because(ReconcileReasons.Retry).Merge(entry.Cause);
                Raise(entry, WorkPriority.Normal);
                _instruments.Retried();
                break;
            case WorkOutcomeKind.Hold:
                entry.ScheduledDue = Earlier(entry.ScheduledDue, After(now, outcome.Delay));
                entry.Cause = item.Cause.Merge(entry.Cause);
                Raise(entry, item.Priority);
                break;
            case WorkOutcomeKind.Requeue or WorkOutcomeKind.Look:
                Forget(entry);
                entry.ScheduledDue = Earlier(entry.ScheduledDue, After(now, outcome.Delay));
                entry.Cause = new WorkCause(outcome.Kind == WorkOutcomeKind.Look ? ReconcileReasons.Held : ReconcileReasons.Requeued).Merge(entry.Cause);
                Raise(entry, WorkPriority.Normal);
                break;
            default:
                Forget(entry);
                break;
        }
        if (entry.IsAsked)
        {
            Place(entry, now);
            return;
        }
        _entries.Remove(entry);
        entry.Key = default!;
        if (_spare.Count < MaxSpare)
            _spare.Push(entry);
    }

    private static void Forget(WorkEntry<TKey> entry)
    {
        entry.Failures = 0;
        entry.NotBefore = default;
        entry.JumpedBackoff = false;
    }

    private static void Raise(WorkEntry<TKey> entry, WorkPriority priority)
    {
        if (priority > entry.Priority)
            entry.Priority = priority;
    }

    private WorkItem<TKey> Start(TimeSpan now)
    {
        var entry = _ready.Take();
        var queuedFor = now - entry.Since;
        entry.Run++;
        entry.State = WorkEntryState.Running;
        entry.Since = now;
        var item = new WorkItem<TKey>(entry, entry.Cause, entry.Lane, queuedFor);
        entry.StartedEarly = now < entry.NotBefore;
        entry.ClearRequests();
        _running.Append(entry);
        _instruments.Started(queuedFor);
        return item;
    }

    private bool MayStart(TimeSpan now) => _options.StartsPerSecond is null || _starts.TryTake(now);

    /// <summary>Moves what has come due to the ready lanes.</summary>
    private void Promote(TimeSpan now)
    {
        while (_waiting.Earliest is { } entry && entry.HeapDue <= now)
        {
            _waiting.Remove(entry);
            MakeReady(entry, entry.HeapDue);
        }
    }

    /// <summary>Hands ready keys to those who wait for them.</summary>
    private void Serve(TimeSpan now)
    {
        while (_takers.First is { } first && _ready.Count > 0 && MayStart(now))
        {
            _takers.RemoveFirst();
            first.Value.Complete(Start(now));
        }
        Arm(now);
    }

    /// <summary>Sets the timer to the next moment at which a waiting taker could be served; with none waiting, to nothing.</summary>
    private void Arm(TimeSpan now)
    {
        var due = WorkEntry<TKey>.Never;
        if (_takers.Count > 0 && !_isShutDown)
        {
            if (_ready.Count > 0)
                due = now + _starts.UntilNext(now);
            else if (_waiting.Earliest is { } earliest)
                due = earliest.HeapDue;
        }
        if (due == _timerDue)
            return;
        _timerDue = due;
        // Timers count in milliseconds: rounding up keeps one from firing a moment too early and turning again.
        var delay = due == WorkEntry<TKey>.Never ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Math.Ceiling(Math.Clamp((due - now).TotalMilliseconds, 0, MaxTimerMilliseconds)));
        _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    private const double MaxTimerMilliseconds = 24 * 3600 * 1000;

    private void OnTimer()
    {
        lock (_lock)
        {
            if (_isShutDown)
                return;
            _timerDue = WorkEntry<TKey>.Never;
            var now = Now();
            Promote(now);
            Serve(now);
        }
    }

    private static TimeSpan Earlier(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan After(TimeSpan now, TimeSpan delay) =>
        delay <= TimeSpan.Zero ? now : delay >= WorkEntry<TKey>.Never - now ? WorkEntry<TKey>.Never - TimeSpan.FromTicks(1) : now + delay;

    private sealed class Taker : TaskCompletionSource<WorkItem<TKey>>
    {
        private readonly WorkQueue<TKey> _queue;
        private CancellationTokenRegistration _registration;

        public Taker(WorkQueue<TKey> queue) : base(TaskCreationOptions.RunContinuationsAsynchronously)
        {
            _queue = queue;
            Node = new LinkedListNode<Taker>(this);
        }

        public LinkedListNode<Taker> Node { get; }

        // Once in the list: a token that fires at once must find the taker there.
        public void CancelWith(CancellationToken cancellationToken) =>
            _registration = cancellationToken.UnsafeRegister(static (taker, token) => ((Taker)taker!).Cancel(token), this);

        public void Complete(in WorkItem<TKey> item)
        {
            _registration.Unregister();
            TrySetResult(item);
        }

        private void Cancel(CancellationToken cancellationToken)
        {
            lock (_queue._lock)
            {
                // Already served: the key is the taker's, and it must give it back.
                if (Node.List is null)
                    return;
                _queue._takers.Remove(Node);
                _queue.Arm(_queue.Now());
            }
            TrySetCanceled(cancellationToken);
        }
    }
}
