namespace Kube.Runtime;

internal enum WorkEntryState
{
    Waiting,
    Ready,
    Running,
}

/// <summary>All a queue knows of one key. A key has at most one entry; an entry without work and without failures is removed.</summary>
internal sealed class WorkEntry<TKey> where TKey : notnull
{
    /// <summary>No time: nothing of the kind is asked for.</summary>
    public static readonly TimeSpan Never = TimeSpan.MaxValue;

    public TKey Key = default!;

    // The key's hash code, and the place in the table of keys.
    public int Hash;
    public WorkEntry<TKey>? NextInBucket;

    /// <summary>Counts starts: tells a late second giving-back from the entry's next use.</summary>
    public int Run;

    public WorkEntryState State;
    public WorkCause Cause;
    public WorkPriority Priority;
    public int Failures;

    // What is asked for and not yet started.
    public TimeSpan EventDue = Never;
    public TimeSpan ScheduledDue = Never;
    public TimeSpan FirstEvent = Never;
    public bool ChangedItself;

    // The backoff that runs, and whether a change of the object has already jumped it once.
    public TimeSpan NotBefore;
    public bool JumpedBackoff;
    public bool StartedEarly;

    /// <summary>Since when it is ready, or running.</summary>
    public TimeSpan Since;

    // Places in the list of ready or running entries and in the heap of waiting ones.
    public WorkPriority Lane;
    public WorkEntry<TKey>? Next;
    public WorkEntry<TKey>? Previous;
    public int HeapIndex = -1;
    public TimeSpan HeapDue;
    public long HeapTicket;

    public bool IsAsked => EventDue != Never || ScheduledDue != Never;

    /// <summary>When the key is due.</summary>
    /// <remarks>
    /// Nothing but a change of the object itself goes ahead of a backoff, and that only once a backoff: an object that is written by
    /// its own failing reconciler would else spin.
    /// </remarks>
    public TimeSpan Due()
    {
        if (ChangedItself && !JumpedBackoff)
            return Min(EventDue, Max(ScheduledDue, NotBefore));
        return Max(Min(EventDue, ScheduledDue), NotBefore);
    }

    public void ClearRequests()
    {
        EventDue = ScheduledDue = FirstEvent = Never;
        ChangedItself = false;
        Cause = default;
        Priority = WorkPriority.Low;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
