namespace Kube.Runtime;

/// <summary>How a <see cref="WorkQueue{TKey}"/> paces its work.</summary>
public sealed record WorkQueueOptions
{
    /// <summary>The queue's name in metrics; a controller uses its own.</summary>
    public string Name { get; init; } = "";

    /// <summary>The delay of retries of one key.</summary>
    public BackoffPolicy Backoff { get; init; } = BackoffPolicy.Reconcile;

    /// <summary>How long changes of a key must be quiet before it is worked on; zero (the default) works at once.</summary>
    public TimeSpan Debounce
    {
        get;
        init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(Debounce), value, "A debounce is zero or longer.");
    }

    /// <summary>How long changes that keep coming can put a key off in all. By default ten times <see cref="Debounce"/>.</summary>
    public TimeSpan? DebounceMaximum { get; init; }

    /// <summary>How many keys may start in a second, over all workers; <see langword="null"/> (the default) for no limit.</summary>
    public double? StartsPerSecond
    {
        get;
        init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(StartsPerSecond), value, "A rate limit is more than zero; null for none.");
    }

    /// <summary>How many starts an idle queue saves up under <see cref="StartsPerSecond"/>. At least 1.</summary>
    public int StartBurst
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(StartBurst), value, "A burst is at least 1.");
    } = 100;

    internal TimeSpan LongestDebounce => DebounceMaximum is { } longest ? (longest > Debounce ? longest : Debounce) : Debounce * 10;
}
