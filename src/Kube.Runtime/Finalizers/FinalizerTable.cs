namespace Kube.Runtime;

/// <summary>What is to be done about a finalizer.</summary>
internal enum FinalizerStep
{
    /// <summary>The object is not held yet: hold it before anything is made that must be cleaned up.</summary>
    Add,
    /// <summary>The object is held: do the work.</summary>
    Reconcile,
    /// <summary>The object is to go and waits for us.</summary>
    CleanUp,
    /// <summary>The object is to go and does not wait for us: what we had to do is done.</summary>
    Leave,
}

/// <summary>The four cells of a finalizer.</summary>
internal static class FinalizerTable
{
    public static FinalizerStep Next(bool hasFinalizer, bool isDeleting) => (hasFinalizer, isDeleting) switch
    {
        (false, false) => FinalizerStep.Add,
        (true, false) => FinalizerStep.Reconcile,
        (true, true) => FinalizerStep.CleanUp,
        (false, true) => FinalizerStep.Leave,
    };
}
