namespace Kube.Client;

public sealed partial class PodOperations
{
    /// <summary>Evicts the pod: a deletion that respects disruption budgets.</summary>
    /// <exception cref="KubeApiException">With <see cref="KubeApiException.IsTooManyRequests"/> when a budget forbids it now; it is not tried again.</exception>
    public Task EvictAsync(EvictParams? parameters = null, CancellationToken cancellationToken = default) =>
        _client.RequestBytesAsync(Requests.Evict(Namespace, Name, parameters), cancellationToken);

    /// <summary>Adds ephemeral containers, for debugging: a strategic merge patch of <c>spec.ephemeralContainers</c>.</summary>
    /// <returns>The pod.</returns>
    public Task<DynamicResource> PatchEphemeralContainersAsync(Patch patch, PatchParams? parameters = null, CancellationToken cancellationToken = default) =>
        _client.RequestAsync<DynamicResource>(Requests.PatchEphemeralContainers(Namespace, Name, patch, parameters), cancellationToken);

    /// <summary>Changes the resources of running containers (Kubernetes 1.33).</summary>
    /// <returns>The pod.</returns>
    public Task<DynamicResource> ResizeAsync(Patch patch, PatchParams? parameters = null, CancellationToken cancellationToken = default) =>
        _client.RequestAsync<DynamicResource>(Requests.ResizePod(Namespace, Name, patch, parameters), cancellationToken);
}
