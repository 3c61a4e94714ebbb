namespace Kube.Runtime;

/// <summary>What a queue holds at one moment.</summary>
/// <param name="ReadyLow">Keys of low priority that are due.</param>
/// <param name="ReadyNormal">Keys of normal priority that are due.</param>
/// <param name="ReadyHigh">Keys of high priority that are due.</param>
/// <param name="Waiting">Keys that wait for a time: a backoff, a requeue, a debounce.</param>
/// <param name="Running">Keys that are being worked on.</param>
/// <param name="UnfinishedWork">How long the running ones have run, in sum.</param>
/// <param name="LongestRunning">How long the one that has run longest has run.</param>
public readonly record struct WorkQueueCounts(
    int ReadyLow, int ReadyNormal, int ReadyHigh, int Waiting, int Running, TimeSpan UnfinishedWork, TimeSpan LongestRunning)
{
    /// <summary>Keys that are due and wait for a worker.</summary>
    public int Ready => ReadyLow + ReadyNormal + ReadyHigh;
}
