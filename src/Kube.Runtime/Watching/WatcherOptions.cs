namespace Kube.Runtime;

/// <summary>How the complete set is read.</summary>
public enum InitialList
{
    /// <summary>Lists in pages, then watches from there.</summary>
    Paged,
    /// <summary>A streaming list (KEP-3157) with paged lists where the server does not know it: less memory on the server.</summary>
    Streaming,
}

/// <summary>How a <see cref="Watcher{T}"/> works.</summary>
public sealed record WatcherOptions
{
    /// <summary>How the complete set is read.</summary>
    public InitialList InitialList { get; init; } = InitialList.Paged;

    /// <summary>How many objects a page holds. Positive.</summary>
    public int PageSize
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(PageSize), value, "A page holds at least one object.");
    } = 500;

    /// <summary>When the server is asked to end each watch; each is spread by a fifth around it so that watches do not end together.</summary>
    public TimeSpan Timeout
    {
        get;
        init => field = value >= TimeSpan.FromSeconds(5) ? value : throw new ArgumentOutOfRangeException(nameof(Timeout), value, "A watch lasts at least 5 seconds.");
    } = TimeSpan.FromSeconds(290);

    /// <summary>How long a watch may be silent before it is taken for dead; by default its time-out and 10 seconds.</summary>
    /// <remarks>A server sends a bookmark about every minute, so a shorter limit than that opens healthy watches anew.</remarks>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>How long a page may take.</summary>
    public TimeSpan ListTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The delays between attempts.</summary>
    public BackoffPolicy Backoff { get; init; } = BackoffPolicy.Watch;

    /// <summary>A watch that ends sooner than this and has delivered nothing counts as a fault.</summary>
    internal TimeSpan ShortLived { get; init; } = TimeSpan.FromSeconds(3);
}
