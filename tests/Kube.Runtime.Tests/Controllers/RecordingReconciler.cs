using System.Collections.Concurrent;

namespace Kube.Runtime.Tests;

/// <summary>Notes the colours of what it is told of; its clean-up fails the first times when it is told to.</summary>
internal sealed class RecordingReconciler : IReconciler<Widget>
{
    public ConcurrentQueue<string> Reconciled { get; } = new();

    public ConcurrentQueue<string> Deleted { get; } = new();

    public int DeleteFailures { get; init; }

    public ValueTask<ReconcileResult> ReconcileAsync(Widget resource, ReconcileContext context, CancellationToken cancellationToken)
    {
        Reconciled.Enqueue(resource.Color);
        return new(ReconcileResult.Done);
    }

    public ValueTask<ReconcileResult> DeletedAsync(Widget last, ReconcileContext context, CancellationToken cancellationToken)
    {
        Deleted.Enqueue(last.Color);
        return Deleted.Count <= DeleteFailures ? throw new InvalidOperationException("not yet") : new(ReconcileResult.Done);
    }
}
