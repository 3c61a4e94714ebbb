using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Kube.Runtime;

/// <summary>A queue's metrics, with the names and labels of controller-runtime's <c>workqueue_*</c>.</summary>
internal sealed class WorkQueueInstruments : IDisposable
{
    // Buckets of client-go's queues: 10 ns to 1000 s by powers of ten; of ours, what can be told apart.
    private static readonly double[] Seconds = [0.00001, 0.0001, 0.001, 0.01, 0.1, 1, 10, 100, 1000];

    private static readonly ConcurrentDictionary<WorkQueueInstruments, byte> Live = new();
    private static readonly Counter<long> AddsTotal = KubeRuntimeTelemetry.Meter.CreateCounter<long>("workqueue_adds_total", description: "Adds to the queue, merged ones included.");
    private static readonly Counter<long> RetriesTotal = KubeRuntimeTelemetry.Meter.CreateCounter<long>("workqueue_retries_total", description: "Keys that failed and wait for their backoff.");
    private static readonly Histogram<double> QueueDuration = Histogram("workqueue_queue_duration_seconds", "How long a key was due before it started.");
    private static readonly Histogram<double> WorkDuration = Histogram("workqueue_work_duration_seconds", "How long work on a key took.");

    private readonly Func<WorkQueueCounts> _count;
    private readonly KeyValuePair<string, object?> _name;

    static WorkQueueInstruments()
    {
        var meter = KubeRuntimeTelemetry.Meter;
        meter.CreateObservableGauge("workqueue_depth", ObserveDepth, description: "Keys that are due and wait for a worker.");
        meter.CreateObservableGauge("workqueue_delayed", () => Observe(c => (double)c.Waiting), description: "Keys that wait for a backoff, a requeue or a debounce.");
        meter.CreateObservableGauge("workqueue_unfinished_work_seconds", () => Observe(c => c.UnfinishedWork.TotalSeconds), "s", "How long running work has run, in sum.");
        meter.CreateObservableGauge("workqueue_longest_running_processor_seconds", () => Observe(c => c.LongestRunning.TotalSeconds), "s", "How long the longest running work has run.");
    }

    public WorkQueueInstruments(string name, Func<WorkQueueCounts> count)
    {
        _count = count;
        _name = new("name", name);
        // A queue without a name is not reported: its figures could not be told from another's.
        if (name.Length > 0)
            Live.TryAdd(this, 0);
    }

    private bool IsNamed => _name.Value is string { Length: > 0 };

    public void Added()
    {
        if (AddsTotal.Enabled && IsNamed)
            AddsTotal.Add(1, _name);
    }

    public void Retried()
    {
        if (RetriesTotal.Enabled && IsNamed)
            RetriesTotal.Add(1, _name);
    }

    public void Started(TimeSpan queuedFor)
    {
        if (QueueDuration.Enabled && IsNamed)
            QueueDuration.Record(queuedFor.TotalSeconds, _name);
    }

    public void Worked(TimeSpan duration)
    {
        if (WorkDuration.Enabled && IsNamed)
            WorkDuration.Record(duration.TotalSeconds, _name);
    }

    public void Dispose() => Live.TryRemove(this, out _);

    private static Histogram<double> Histogram(string name, string description) =>
        KubeRuntimeTelemetry.Meter.CreateHistogram(name, "s", description, tags: null, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    private static IEnumerable<Measurement<double>> Observe(Func<WorkQueueCounts, double> value) =>
        Live.Keys.Select(queue => new Measurement<double>(value(queue._count()), queue._name));

    private static IEnumerable<Measurement<int>> ObserveDepth()
    {
        foreach (var queue in Live.Keys)
        {
            var counts = queue._count();
            yield return Depth(queue, counts.ReadyLow, "low");
            yield return Depth(queue, counts.ReadyNormal, "normal");
            yield return Depth(queue, counts.ReadyHigh, "high");
        }
    }

    private static Measurement<int> Depth(WorkQueueInstruments queue, int value, string priority) =>
        new(value, queue._name, new KeyValuePair<string, object?>("priority", priority));
}
