using System.Diagnostics;

namespace Kube.Runtime;

/// <summary>The spans of the runtime.</summary>
internal static class Tracing
{
    /// <summary>The span that runs now, if anybody listens.</summary>
    public static ActivityContext Current => Activity.Current?.Context ?? default;

    /// <summary>A span around one reconcile, linked to what caused it. Requests sent inside become its children.</summary>
    public static Activity? StartReconcile(string controller, ObjectKey key, in WorkCause cause, int attempt)
    {
        if (!KubeRuntimeTelemetry.Activities.HasListeners())
            return null;
        var links = cause.Parent == default ? null : new[] { new ActivityLink(cause.Parent) };
        var activity = KubeRuntimeTelemetry.Activities.StartActivity("reconcile " + controller, ActivityKind.Internal, parentContext: default, tags: null, links);
        activity?.SetTag("kube.controller", controller);
        activity?.SetTag("kube.namespace", key.Namespace);
        activity?.SetTag("kube.name", key.Name);
        activity?.SetTag("kube.reconcile.attempt", attempt);
        activity?.SetTag("kube.reconcile.reasons", cause.Reasons.ToString());
        return activity;
    }
}
