namespace Kube.Runtime;

/// <summary>How an <see cref="EventRecorder"/> paces its writes.</summary>
public sealed record EventRecorderOptions
{
    /// <summary>How many events may wait to be written; more are dropped and counted.</summary>
    public int Capacity { get; init; } = 1024;

    /// <summary>For how long a repeated event counts up the one that was written instead of making another.</summary>
    public TimeSpan SeriesWindow { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>How many writes about one object may come at once.</summary>
    public int Burst { get; init; } = 25;

    /// <summary>After how long one more write about an object is allowed, once the burst is used up.</summary>
    public TimeSpan RefillEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many series are remembered; the oldest are forgotten.</summary>
    public int Remembered { get; init; } = 4096;
}
