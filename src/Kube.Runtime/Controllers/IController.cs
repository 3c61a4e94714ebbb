namespace Kube.Runtime;

/// <summary>A <see cref="Controller{T}"/> of whatever type: for hosting and health checks.</summary>
public interface IController
{
    /// <summary>The name in logs, metrics and traces.</summary>
    string Name { get; }

    /// <summary>The watches it lives on.</summary>
    IReadOnlyList<IInformer> Informers { get; }

    /// <summary>What its queue holds; <see langword="null"/> while it does not run.</summary>
    WorkQueueCounts? Work { get; }

    /// <summary>Asks for a reconcile of one object.</summary>
    /// <returns><see langword="false"/> while the controller does not run.</returns>
    bool Trigger(ObjectKey key, WorkPriority priority = WorkPriority.Normal);

    /// <summary>Asks for a reconcile of every object.</summary>
    /// <returns>How many; zero while the controller does not run.</returns>
    int ReconcileAll(WorkPriority priority = WorkPriority.Low);

    /// <summary>Works until cancelled, then finishes what runs (within the drain time-out) and returns.</summary>
    /// <exception cref="InvalidOperationException">It already runs.</exception>
    Task RunAsync(CancellationToken cancellationToken = default);

    /// <summary>Keeps its caches warm until cancelled and works in terms: while it is the leader, say.</summary>
    /// <param name="terms">When it may work; <see langword="null"/> for always.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidOperationException">It already runs.</exception>
    Task RunAsync(RunTerms? terms, CancellationToken cancellationToken = default);
}
