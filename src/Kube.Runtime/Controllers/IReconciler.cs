namespace Kube.Runtime;

/// <summary>Brings the world to what an object wants.</summary>
/// <remarks>
/// Level-based: it is told which object to look at, not what happened. It must be repeatable, and it is never run twice at once for one
/// object. An exception is logged and retried with the object's backoff; <see cref="TerminalReconcileException"/> is not retried.
/// </remarks>
/// <typeparam name="T">The resource type.</typeparam>
public interface IReconciler<T> where T : class, IKubeObject
{
    /// <summary>Looks at one object and does what is missing.</summary>
    /// <param name="resource">The object as the cache shows it. One with a deletion timestamp waits for its finalizers.</param>
    /// <param name="context">Why this runs, and what goes with it.</param>
    /// <param name="cancellationToken">Cancelled when the run takes too long, when leadership is lost, or when a stop can wait no longer.</param>
    ValueTask<ReconcileResult> ReconcileAsync(T resource, ReconcileContext context, CancellationToken cancellationToken);

    /// <summary>Told that an object is gone, so that what was kept for it in memory can be dropped.</summary>
    /// <remarks>Not told of objects that go while no controller runs: what must be cleaned up for certain needs a finalizer.</remarks>
    /// <param name="last">The last known state.</param>
    /// <param name="context">Why this runs, and what goes with it.</param>
    /// <param name="cancellationToken">As in <see cref="ReconcileAsync"/>.</param>
    ValueTask<ReconcileResult> DeletedAsync(T last, ReconcileContext context, CancellationToken cancellationToken) => new(ReconcileResult.Done);
}

/// <summary>A reconcile that cannot succeed until something changes: it is not retried by itself.</summary>
/// <param name="message">What is wrong and what must change.</param>
/// <param name="innerException">The cause.</param>
public sealed class TerminalReconcileException(string message, Exception? innerException = null) : KubeException(message, innerException);
