namespace Kube.Runtime;

/// <summary>An <see cref="Informer{T}"/> of whatever type: for health checks and for starting.</summary>
public interface IInformer
{
    /// <summary>The type of the objects.</summary>
    ResourceType Type { get; }

    /// <summary>The one namespace that is watched; <see langword="null"/> for all, and for cluster-scoped types.</summary>
    string? Namespace { get; }

    /// <summary>How the watch fares.</summary>
    WatchHealth Health { get; }

    /// <summary>Whether a first complete set was read.</summary>
    bool IsReady { get; }

    /// <summary>How many objects the store holds.</summary>
    int Count { get; }

    /// <summary>Whether somebody needs it, so that it runs.</summary>
    bool IsRunning { get; }

    /// <summary>Makes it run until what is returned is disposed.</summary>
    IAsyncDisposable Acquire();

    /// <summary>Makes it run until cancelled; then returns.</summary>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Waits until a first complete set was read.</summary>
    /// <exception cref="TimeoutException">The time ran out.</exception>
    Task WaitUntilReadyAsync(TimeSpan? timeout = null, TimeProvider? time = null, CancellationToken cancellationToken = default);
}
