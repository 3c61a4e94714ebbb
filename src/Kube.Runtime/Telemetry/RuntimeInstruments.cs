using System.Diagnostics.Metrics;

namespace Kube.Runtime;

/// <summary>Metrics of watches and reconciles; those of reconciles carry controller-runtime's names and labels.</summary>
internal static class RuntimeInstruments
{
    private static readonly double[] ReconcileSeconds =
        [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60];

    private static readonly Counter<long> WatchEvents = Counter("kube_runtime_watch_events_total", "What watches delivered.");
    private static readonly Counter<long> WatchFaults = Counter("kube_runtime_watch_faults_total", "What went wrong with watches.");
    private static readonly Counter<long> Total = Counter("controller_runtime_reconcile_total", "Reconciles by result.");
    private static readonly Counter<long> Errors = Counter("controller_runtime_reconcile_errors_total", "Reconciles that failed.");
    private static readonly Counter<long> TerminalErrors = Counter("controller_runtime_terminal_reconcile_errors_total", "Reconciles that failed for good.");
    private static readonly Counter<long> Timeouts = Counter("controller_runtime_reconcile_timeouts_total", "Reconciles that took too long.");
    private static readonly UpDownCounter<long> Active = KubeRuntimeTelemetry.Meter.CreateUpDownCounter<long>("controller_runtime_active_workers", description: "Reconciles that run.");
    private static readonly UpDownCounter<long> Maximum = KubeRuntimeTelemetry.Meter.CreateUpDownCounter<long>("controller_runtime_max_concurrent_reconciles", description: "How many reconciles may run at once.");
    private static readonly Histogram<double> Seconds = KubeRuntimeTelemetry.Meter.CreateHistogram(
        "controller_runtime_reconcile_time_seconds", "s", "How long reconciles took.", tags: null, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = ReconcileSeconds });

    private static readonly UpDownCounter<long> Leading = KubeRuntimeTelemetry.Meter.CreateUpDownCounter<long>("leader_election_master_status", description: "1 while this replica leads.");

    private static readonly UpDownCounter<long> Shards = KubeRuntimeTelemetry.Meter.CreateUpDownCounter<long>("kube_runtime_shard_members", description: "How many replicas this one sees.");
    private static readonly Counter<long> TakenOver = Counter("kube_runtime_shard_taken_over_total", "Objects that became this replica's.");

    private static readonly Counter<long> Events = Counter("kube_runtime_events_total", "Events by what became of them.");

    public static bool TimesReconciles => Seconds.Enabled;

    public static void Watched(string watch, WatcherEventKind kind)
    {
        if (WatchEvents.Enabled)
            WatchEvents.Add(1, Tag("watch", watch), Tag("kind", kind.ToString()));
    }

    public static void Faulted(string watch, WatchSignalKind kind)
    {
        if (WatchFaults.Enabled)
            WatchFaults.Add(1, Tag("watch", watch), Tag("kind", kind.ToString()));
    }

    public static void Workers(string controller, int change)
    {
        if (Maximum.Enabled)
            Maximum.Add(change, Tag("controller", controller));
    }

    public static void Started(string controller)
    {
        if (Active.Enabled)
            Active.Add(1, Tag("controller", controller));
    }

    /// <param name="controller">The controller's name.</param>
    /// <param name="result"><c>success</c>, <c>requeue</c> (retried without an error, or cancelled by a stop or a move to another shard), <c>requeue_after</c> or <c>error</c>.</param>
    /// <param name="seconds">How long it took.</param>
    public static void Ended(string controller, string result, double seconds)
    {
        if (Active.Enabled)
            Active.Add(-1, Tag("controller", controller));
        if (Total.Enabled)
            Total.Add(1, Tag("controller", controller), Tag("result", result));
        if (Seconds.Enabled)
            Seconds.Record(seconds, Tag("controller", controller));
    }

    public static void Leads(string lease, int change)
    {
        if (Leading.Enabled)
            Leading.Add(change, Tag("name", lease));
    }

    public static void ShardMembers(string group, int change)
    {
        if (Shards.Enabled && change != 0)
            Shards.Add(change, Tag("group", group));
    }

    public static void TookOver(string controller, int count)
    {
        if (TakenOver.Enabled && count > 0)
            TakenOver.Add(count, Tag("controller", controller));
    }

    /// <param name="result"><c>created</c>, <c>updated</c>, <c>dropped</c> or <c>failed</c>.</param>
    public static void Event(string result)
    {
        if (Events.Enabled)
            Events.Add(1, Tag("result", result));
    }

    public static void Failed(string controller, bool isTerminal, bool isTimeout)
    {
        if (Errors.Enabled)
            Errors.Add(1, Tag("controller", controller));
        if (isTerminal && TerminalErrors.Enabled)
            TerminalErrors.Add(1, Tag("controller", controller));
        if (isTimeout && Timeouts.Enabled)
            Timeouts.Add(1, Tag("controller", controller));
    }

    private static Counter<long> Counter(string name, string description) =>
        KubeRuntimeTelemetry.Meter.CreateCounter<long>(name, description: description);

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
