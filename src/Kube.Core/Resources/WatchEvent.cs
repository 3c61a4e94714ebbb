namespace Kube;

/// <summary>What a watch event says.</summary>
public enum WatchEventType
{
    /// <summary>The object is new to the watch.</summary>
    Added,
    /// <summary>The object changed.</summary>
    Modified,
    /// <summary>The object is gone, or matches the selector no more; what comes is its last state.</summary>
    Deleted,
    /// <summary>Nothing happened; a newer version to resume from.</summary>
    Bookmark,
    /// <summary>The server reports an error and ends the watch.</summary>
    Error,
    /// <summary>An object came that its type cannot hold; the watch goes on.</summary>
    ItemError,
}

/// <summary>One event of a watch.</summary>
/// <remarks>A value without allocation of its own: a watch costs what its objects cost.</remarks>
/// <typeparam name="T">The type of the objects.</typeparam>
public readonly record struct WatchEvent<T> where T : class
{
    private readonly object? _payload;

    private WatchEvent(WatchEventType type, object payload)
    {
        Type = type;
        _payload = payload;
    }

    /// <summary>What the event says.</summary>
    public WatchEventType Type { get; }

    /// <summary>The object of an added, modified or deleted event, else <see langword="null"/>.</summary>
    public T? Object => Type <= WatchEventType.Deleted ? (T?)_payload : null;

    /// <summary>The metadata of a bookmark: its resource version above all.</summary>
    public ObjectMeta? BookmarkMetadata => Type == WatchEventType.Bookmark ? (ObjectMeta?)_payload : null;

    /// <summary>Whether it is the bookmark that ends the initial events of a streaming list (KEP-3157).</summary>
    public bool EndsInitialEvents =>
        BookmarkMetadata?.Annotations is { } annotations && annotations.TryGetValue("k8s.io/initial-events-end", out var value) && value == "true";

    /// <summary>The error that ends the watch, else <see langword="null"/>.</summary>
    public Status? Status => Type == WatchEventType.Error ? (Status?)_payload : null;

    /// <summary>The object that could not be read, else <see langword="null"/>.</summary>
    public InvalidItem? InvalidItem => Type == WatchEventType.ItemError ? (InvalidItem?)_payload : null;

    /// <summary>The version the event carries; <see langword="null"/> for errors.</summary>
    public string? ResourceVersion => _payload switch
    {
        IKubeObject value => value.Metadata.ResourceVersion,
        ObjectMeta metadata => metadata.ResourceVersion,
        InvalidItem invalid => invalid.Metadata?.ResourceVersion,
        _ => null,
    };

    /// <summary>An object is new to the watch.</summary>
    public static WatchEvent<T> Added(T value) => new(WatchEventType.Added, value);

    /// <summary>An object changed.</summary>
    public static WatchEvent<T> Modified(T value) => new(WatchEventType.Modified, value);

    /// <summary>An object is gone.</summary>
    public static WatchEvent<T> Deleted(T value) => new(WatchEventType.Deleted, value);

    /// <summary>A newer version to resume from.</summary>
    public static WatchEvent<T> Bookmark(ObjectMeta metadata) => new(WatchEventType.Bookmark, metadata);

    /// <summary>The server ends the watch.</summary>
    public static WatchEvent<T> Error(Status status) => new(WatchEventType.Error, status);

    /// <summary>An object could not be read.</summary>
    public static WatchEvent<T> ItemError(InvalidItem item) => new(WatchEventType.ItemError, item);

    /// <summary>For people.</summary>
    public override string ToString() => _payload switch
    {
        IKubeObject value => $"{Type} {value.Kind} {value.Metadata.Namespace}/{value.Metadata.Name} @{value.Metadata.ResourceVersion}",
        ObjectMeta metadata => $"{Type} @{metadata.ResourceVersion}",
        Status status => $"{Type} {status.Code} {status.Reason}: {status.Message}",
        InvalidItem invalid => $"{Type} {invalid}",
        _ => Type.ToString(),
    };
}
