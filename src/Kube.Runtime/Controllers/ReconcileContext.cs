using Microsoft.Extensions.Logging;

namespace Kube.Runtime;

/// <summary>What goes with one reconcile: why it runs, and what helps it.</summary>
/// <remarks>Belongs to the run: do not keep it.</remarks>
public sealed class ReconcileContext
{
    private readonly ReconcileScope _scope;

    internal ReconcileContext(ReconcileScope scope, ObjectKey key, in WorkCause cause, int failures)
    {
        _scope = scope;
        Key = key;
        Cause = cause;
        Attempt = failures + 1;
    }

    /// <summary>The controller's name.</summary>
    public string Controller => _scope.Controller;

    /// <summary>The object's namespace and name.</summary>
    public ObjectKey Key { get; }

    /// <summary>Why this runs: everything that asked for it since the last run.</summary>
    public WorkCause Cause { get; }

    /// <summary>1 on the first attempt, one more after each failure.</summary>
    public int Attempt { get; }

    /// <summary>The controller's logger.</summary>
    public ILogger Logger => _scope.Logger;

    /// <summary>The clock. Time that is read from here can be tested.</summary>
    public TimeProvider Time => _scope.Time;

    /// <summary>The services of this run, when the controller is hosted; else <see langword="null"/>.</summary>
    public IServiceProvider? Services { get; internal set; }

    /// <summary>Tells that this run wrote an object, so that the next run waits until the caches show it.</summary>
    /// <remarks>
    /// Without it the next run may see the state before the write and do its work again: create a second child, or undo its own
    /// status. Objects of types that the controller does not watch are let be.
    /// </remarks>
    /// <param name="written">The object as the server answered it.</param>
    /// <returns>The same object.</returns>
    public TObject Wrote<TObject>(TObject written) where TObject : class, IKubeObject
    {
        ArgumentNullException.ThrowIfNull(written);
        _scope.Wrote(Key, written, null);
        return written;
    }

    /// <summary>Tells of a write whose answer has no version of its own, such as the one that lets an object go.</summary>
    /// <param name="written">The object.</param>
    /// <param name="isBefore">Whether a cached object is the state before the write.</param>
    internal void Wrote(IKubeObject written, Func<IKubeObject, bool> isBefore) => _scope.Wrote(Key, written, isBefore);
}
