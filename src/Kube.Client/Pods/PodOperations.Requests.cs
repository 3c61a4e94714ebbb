using System.Buffers;
using System.Text.Json;
using Kube.Json;
using Kube.Models;

namespace Kube.Client;

public sealed partial class PodOperations
{
    /// <summary>Evicts the pod: a deletion that respects disruption budgets.</summary>
    /// <exception cref="KubeApiException">The server refused; with <see cref="KubeApiException.IsTooManyRequests"/> when a budget forbids it now: it is not tried again.</exception>
    /// <inheritdoc cref="KubeClient.RequestBytesAsync" path="/exception"/>
    public Task EvictAsync(EvictParams? parameters = null, CancellationToken cancellationToken = default) =>
        _client.RequestBytesAsync(Requests.Evict(Namespace, Name, parameters), cancellationToken);

    /// <summary>Adds a container to the running pod, for debugging, as <c>kubectl debug</c> does. It can never be changed or removed.</summary>
    /// <param name="container">The container; <see cref="V1EphemeralContainer.TargetContainerName"/> shares the processes of another.</param>
    /// <param name="parameters">How to write.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The pod with the new container in its spec; that it runs is told by its status later.</returns>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<V1Pod> AddEphemeralContainerAsync(V1EphemeralContainer container, PatchParams? parameters = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(container);
        // Merged by name: the containers that are there stay.
        var patch = Spec("ephemeralContainers"u8, item => item.WriteRawValue(KubeJson.SerializeToUtf8Bytes(container)));
        return PatchEphemeralContainersAsync(patch, parameters, cancellationToken);
    }

    /// <summary>Changes the ephemeral containers by a patch of one's own.</summary>
    /// <returns>The pod.</returns>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<V1Pod> PatchEphemeralContainersAsync(Patch patch, PatchParams? parameters = null, CancellationToken cancellationToken = default) =>
        _client.RequestAsync<V1Pod>(Requests.PatchEphemeralContainers(Namespace, Name, patch, parameters), cancellationToken);

    /// <summary>Changes the resources of a running container in place (KEP-1287, Kubernetes 1.33).</summary>
    /// <param name="container">The container's name.</param>
    /// <param name="resources">The requests and limits to set; resources that are not named in them stay as they are.</param>
    /// <param name="parameters">How to write.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The pod as it is wanted now; what the kubelet made of it is told by its conditions <c>PodResizePending</c> and <c>PodResizeInProgress</c> later.</returns>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<V1Pod> ResizeAsync(string container, V1ResourceRequirements resources, PatchParams? parameters = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(container);
        ArgumentNullException.ThrowIfNull(resources);
        var patch = Spec("containers"u8, item =>
        {
            item.WriteStartObject();
            item.WriteString("name"u8, container);
            item.WritePropertyName("resources"u8);
            item.WriteRawValue(KubeJson.SerializeToUtf8Bytes(resources));
            item.WriteEndObject();
        });
        return ResizeAsync(patch, parameters, cancellationToken);
    }

    /// <summary>Changes the resources of running containers in place by a patch of one's own.</summary>
    /// <returns>The pod.</returns>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<V1Pod> ResizeAsync(Patch patch, PatchParams? parameters = null, CancellationToken cancellationToken = default) =>
        _client.RequestAsync<V1Pod>(Requests.ResizePod(Namespace, Name, patch, parameters), cancellationToken);

    private static Patch Spec(ReadOnlySpan<byte> list, Action<Utf8JsonWriter> item)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("spec"u8);
            writer.WriteStartArray(list);
            item(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return Patch.Strategic(buffer.WrittenSpan);
    }
}
