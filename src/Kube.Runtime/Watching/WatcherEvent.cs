namespace Kube.Runtime;

/// <summary>What a <see cref="Watcher{T}"/> tells.</summary>
public enum WatcherEventKind
{
    /// <summary>A complete set begins. What was collected of an earlier set that did not become complete is void.</summary>
    Begin,
    /// <summary>An object of the complete set.</summary>
    Initial,
    /// <summary>The set is complete: what was not in it is gone.</summary>
    Complete,
    /// <summary>An object was created or changed. It may be one that is known already.</summary>
    Applied,
    /// <summary>An object is gone; this is its last state.</summary>
    Deleted,
    /// <summary>Everything up to the resource version has been told.</summary>
    Bookmark,
    /// <summary>An object does not decode; its last known state stands.</summary>
    ItemError,
    /// <summary>Something went wrong; the watch goes on by itself.</summary>
    Fault,
}

/// <summary>One thing that a <see cref="Watcher{T}"/> tells.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public readonly record struct WatcherEvent<T> where T : class
{
    /// <summary>What is told.</summary>
    public required WatcherEventKind Kind { get; init; }

    /// <summary>The object, for <see cref="WatcherEventKind.Initial"/>, <see cref="WatcherEventKind.Applied"/> and <see cref="WatcherEventKind.Deleted"/>.</summary>
    public T? Object { get; init; }

    /// <summary>For <see cref="WatcherEventKind.Complete"/> and <see cref="WatcherEventKind.Bookmark"/>: up to where everything is known.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>The object that does not decode, for <see cref="WatcherEventKind.ItemError"/>.</summary>
    public InvalidItem? ItemError { get; init; }

    /// <summary>What went wrong, for <see cref="WatcherEventKind.Fault"/>.</summary>
    public WatchFault? Fault { get; init; }
}
