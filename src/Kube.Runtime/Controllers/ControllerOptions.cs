namespace Kube.Runtime;

/// <summary>How a <see cref="Controller{T}"/> works.</summary>
public sealed record ControllerOptions
{
    /// <summary>The name in logs, metrics and traces; by default the lower-cased kind. Unique in a process.</summary>
    public string? Name { get; init; }

    /// <summary>How many objects are reconciled at once. Positive; bounded by default, since an unbounded start floods the API server.</summary>
    public int Workers
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(Workers), value, "A controller needs at least one worker.");
    } = 16;

    /// <summary>How the queue paces: backoff, debounce, rate limit. Its name is the controller's.</summary>
    public WorkQueueOptions Queue { get; init; } = new();

    /// <summary>After how long a reconcile's token is cancelled; <see langword="null"/> for never. Checked at least 20 times in that time.</summary>
    public TimeSpan? ReconcileTimeout
    {
        get;
        init => field = value is null || value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(ReconcileTimeout), value, "A time-out is more than zero; null for none.");
    } = TimeSpan.FromMinutes(10);

    /// <summary>How long a stop waits for running reconciles before it cancels them.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an object is held until the cache shows what <see cref="ReconcileContext.Wrote{TObject}"/> was told of.</summary>
    public TimeSpan WriteSeenTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a controller that waits for its caches says so in the log.</summary>
    internal TimeSpan CacheWaitReport { get; init; } = TimeSpan.FromSeconds(30);
}
