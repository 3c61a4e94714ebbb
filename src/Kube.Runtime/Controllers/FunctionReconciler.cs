namespace Kube.Runtime;

/// <summary>A reconciler that is one function.</summary>
internal sealed class FunctionReconciler<T>(Func<T, ReconcileContext, CancellationToken, ValueTask<ReconcileResult>> reconcile) : IReconciler<T>
    where T : class, IKubeObject
{
    public ValueTask<ReconcileResult> ReconcileAsync(T resource, ReconcileContext context, CancellationToken cancellationToken) =>
        reconcile(resource, context, cancellationToken);
}
