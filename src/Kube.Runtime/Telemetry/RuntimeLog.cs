using Microsoft.Extensions.Logging;

namespace Kube.Runtime;

/// <summary>Everything the runtime logs. Event ids are stable: people filter by them.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(1001, LogLevel.Information, "{Watch}: {Count} objects, complete at version {ResourceVersion}")]
    public static partial void SetComplete(ILogger logger, string watch, int count, string? resourceVersion);

    [LoggerMessage(1002, LogLevel.Warning, "{Watch}: {Kind} ({FaultsInARow} in a row), will try again: {Message}")]
    public static partial void WatchFault(ILogger logger, string watch, WatchSignalKind kind, string message, int faultsInARow, Exception? exception);

    [LoggerMessage(1003, LogLevel.Error, "{Watch}: object {Key} does not decode; its last known state stands")]
    public static partial void Undecodable(ILogger logger, string watch, string key, Exception exception);

    [LoggerMessage(1004, LogLevel.Error, "{Watch}: a trim hook, index or listener failed on {Kind}")]
    public static partial void HandlerFailed(ILogger logger, string watch, WatcherEventKind kind, Exception exception);

    [LoggerMessage(1101, LogLevel.Information, "{Controller}: started with {Workers} workers")]
    public static partial void ControllerStarted(ILogger logger, string controller, int workers);

    [LoggerMessage(1102, LogLevel.Information, "{Controller}: stopped")]
    public static partial void ControllerStopped(ILogger logger, string controller);

    [LoggerMessage(1103, LogLevel.Warning, "{Controller}: {Running} reconciles still ran after {DrainTimeout} and were cancelled")]
    public static partial void DrainTimedOut(ILogger logger, string controller, int running, TimeSpan drainTimeout);

    [LoggerMessage(1104, LogLevel.Warning, "{Controller}: waiting for the first complete set of {Watch} ({Phase}, last fault: {Fault})")]
    public static partial void WaitingForCache(ILogger logger, string controller, string watch, WatchPhase phase, string? fault);

    [LoggerMessage(1105, LogLevel.Error, "{Controller}: a predicate, mapper or source failed for {Source}")]
    public static partial void SourceFailed(ILogger logger, string controller, string source, Exception exception);

    [LoggerMessage(1106, LogLevel.Error, "{Controller}: the hook for failed reconciles failed for {Key}")]
    public static partial void HookFailed(ILogger logger, string controller, ObjectKey key, Exception exception);

    [LoggerMessage(1201, LogLevel.Debug, "{Controller} {Key}: reconciling, attempt {Attempt}, because {Reasons} {Related}")]
    public static partial void Reconciling(ILogger logger, string controller, ObjectKey key, int attempt, ReconcileReasons reasons, RelatedObject? related);

    [LoggerMessage(1202, LogLevel.Debug, "{Controller} {Key}: {Result}")]
    public static partial void Reconciled(ILogger logger, string controller, ObjectKey key, ReconcileResult result);

    [LoggerMessage(1203, LogLevel.Error, "{Controller} {Key}: attempt {Attempt} failed, will be retried")]
    public static partial void ReconcileFailed(ILogger logger, string controller, ObjectKey key, int attempt, Exception exception);

    [LoggerMessage(1204, LogLevel.Error, "{Controller} {Key}: failed for good; tried again only when something changes")]
    public static partial void ReconcileFailedForGood(ILogger logger, string controller, ObjectKey key, Exception exception);

    [LoggerMessage(1205, LogLevel.Error, "{Controller} {Key}: cancelled after {Timeout}, will be retried")]
    public static partial void ReconcileTimedOut(ILogger logger, string controller, ObjectKey key, TimeSpan timeout);

    [LoggerMessage(1206, LogLevel.Warning, "{Controller} {Key}: the cache has not shown this controller's own write within {Timeout}; reconciling from what it shows")]
    public static partial void WriteNotSeen(ILogger logger, string controller, ObjectKey key, TimeSpan timeout);

    [LoggerMessage(1301, LogLevel.Information, "{Identity} leads by lease {Lease} (fencing token {FencingToken})")]
    public static partial void Leading(ILogger logger, string identity, string lease, long fencingToken);

    [LoggerMessage(1302, LogLevel.Warning, "{Identity} does not lead by lease {Lease} any more: it could not be renewed in time, or another replica holds it")]
    public static partial void LeadershipLost(ILogger logger, string identity, string lease);

    [LoggerMessage(1303, LogLevel.Error, "{Identity}: what it did as the leader failed; it campaigns again")]
    public static partial void LeaderFailed(ILogger logger, string identity, Exception exception);

    [LoggerMessage(1304, LogLevel.Warning, "{Identity}: lease {Lease} could not be read or written; will try again")]
    public static partial void LeaseFault(ILogger logger, string identity, string lease, Exception exception);

    [LoggerMessage(1401, LogLevel.Warning, "Event '{Reason}' about {Regarding} could not be written: {Message}")]
    public static partial void EventFailed(ILogger logger, string reason, string regarding, string message, Exception exception);

    [LoggerMessage(1402, LogLevel.Warning, "{Count} events were dropped: they come faster than they may be written")]
    public static partial void EventsDropped(ILogger logger, long count);

    [LoggerMessage(1501, LogLevel.Information, "{Identity} is one of {Count} shards of {Group}; what moves to it is taken over in {HandOver}")]
    public static partial void ShardsChanged(ILogger logger, string identity, int count, string group, TimeSpan handOver);

    [LoggerMessage(1502, LogLevel.Warning, "{Identity} has not reached the shards of {Group} for {Deadline}: it owns nothing until it joins again")]
    public static partial void ShardLapsed(ILogger logger, string identity, string group, TimeSpan deadline);

    [LoggerMessage(1503, LogLevel.Warning, "{Identity}: the leases of the shards of {Group} could not be read or written; will try again")]
    public static partial void ShardFault(ILogger logger, string identity, string group, Exception exception);

    [LoggerMessage(1504, LogLevel.Error, "{Identity}: another process is the shard of this name in {Group}; this one joins when the other is gone. Identities must be unique.")]
    public static partial void ShardIdentityTaken(ILogger logger, string identity, string group);
}
