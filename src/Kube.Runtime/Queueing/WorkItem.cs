namespace Kube.Runtime;

/// <summary>A key that a worker has taken and must give back with <see cref="WorkQueue{TKey}.Done"/>.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
public readonly struct WorkItem<TKey> where TKey : notnull
{
    private readonly TKey _key;

    internal WorkItem(WorkEntry<TKey> entry, in WorkCause cause, WorkPriority priority, TimeSpan queuedFor)
    {
        Entry = entry;
        Run = entry.Run;
        _key = entry.Key;
        Cause = cause;
        Priority = priority;
        QueuedFor = queuedFor;
        Failures = entry.Failures;
        StartedAt = entry.Since;
    }

    internal WorkEntry<TKey>? Entry { get; }

    internal int Run { get; }

    /// <summary>The key's hash code.</summary>
    internal int Hash => Entry!.Hash;

    /// <summary>When it started, by the queue's clock.</summary>
    internal TimeSpan StartedAt { get; }

    /// <summary>Whether there is work; <see langword="false"/> when the queue was shut down.</summary>
    public bool HasWork => Entry is not null;

    /// <summary>The key.</summary>
    public TKey Key => Entry is null ? throw new InvalidOperationException("The queue was shut down: there is no key.") : _key;

    /// <summary>Everything that asked for the work since it was last done.</summary>
    public WorkCause Cause { get; }

    /// <summary>The priority it was started with.</summary>
    public WorkPriority Priority { get; }

    /// <summary>How long it was ready before it started.</summary>
    public TimeSpan QueuedFor { get; }

    /// <summary>How many times in a row it failed before; 0 on the first attempt.</summary>
    public int Failures { get; }
}
