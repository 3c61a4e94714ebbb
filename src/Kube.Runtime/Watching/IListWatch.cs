namespace Kube.Runtime;

/// <summary>Where a watcher lists and watches: an API in real life, a script in tests.</summary>
/// <remarks>Faults are exceptions; <see cref="Classify"/> says what they mean for the watch.</remarks>
internal interface IListWatch<T> where T : class
{
    /// <summary>The type of what is watched.</summary>
    ResourceType Type { get; }

    /// <summary>The one namespace that is watched; <see langword="null"/> for all, and for cluster-scoped types.</summary>
    string? Namespace { get; }

    /// <summary>What is watched, for people: <c>documents.example.com/v1 in default</c>.</summary>
    string Description { get; }

    /// <summary>Reads a page of the complete set.</summary>
    Task<WatchPage<T>> ListAsync(string? continueToken, bool unpaged, CancellationToken cancellationToken);

    /// <summary>Follows the set from a resource version; from none, as a streaming list.</summary>
    IAsyncEnumerable<WatchItem<T>> WatchAsync(string? resourceVersion, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>What an exception thrown by the other members means.</summary>
    WatchFault Classify(Exception exception);
}

/// <summary>A page of the complete set.</summary>
internal readonly record struct WatchPage<T>(IReadOnlyList<T> Items, IReadOnlyList<InvalidItem> Errors, string? ResourceVersion, string? Continue) where T : class;

/// <summary>What a watch delivered.</summary>
internal readonly struct WatchItem<T> where T : class
{
    public required WatchSignalKind Kind { get; init; }

    public T? Object { get; init; }

    public string? ResourceVersion { get; init; }

    public InvalidItem? ItemError { get; init; }

    public WatchFault? Fault { get; init; }
}
