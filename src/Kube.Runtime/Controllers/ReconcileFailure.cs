namespace Kube.Runtime;

/// <summary>A reconcile that failed: for hooks that write it into the object's status or an event.</summary>
/// <typeparam name="T">The resource type.</typeparam>
/// <param name="Resource">The object, or its last state when it is gone.</param>
/// <param name="Exception">What failed.</param>
/// <param name="Context">The run.</param>
public sealed record ReconcileFailure<T>(T Resource, Exception Exception, ReconcileContext Context) where T : class, IKubeObject
{
    /// <summary>Whether it is not retried by itself.</summary>
    public bool IsTerminal => Exception is TerminalReconcileException;
}
