namespace Kube.Client;

/// <summary>What can be done with one node: take it out of scheduling and empty it.</summary>
/// <remarks>Get one with <see cref="KubeClient.Node"/>.</remarks>
public sealed class NodeOperations
{
    private readonly KubeClient _client;

    internal NodeOperations(KubeClient client, string name) => (_client, Name) = (client, name);

    /// <summary>The node's name.</summary>
    public string Name { get; }

    /// <summary>Lets no new pods be scheduled on the node.</summary>
    /// <param name="parameters">How to write.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <inheritdoc cref="KubeClient.RequestBytesAsync" path="/exception"/>
    public Task CordonAsync(PatchParams? parameters = null, CancellationToken cancellationToken = default) =>
        _client.RequestBytesAsync(Requests.Cordon(Name, parameters: parameters), cancellationToken);

    /// <summary>Lets pods be scheduled on the node again.</summary>
    /// <param name="parameters">How to write.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <inheritdoc cref="KubeClient.RequestBytesAsync" path="/exception"/>
    public Task UncordonAsync(PatchParams? parameters = null, CancellationToken cancellationToken = default) =>
        _client.RequestBytesAsync(Requests.Cordon(Name, unschedulable: false, parameters), cancellationToken);

    /// <summary>Cordons the node and evicts its pods, as <c>kubectl drain</c> does; ends when each pod is gone, has failed, or the time is up.</summary>
    /// <remarks>
    /// <para>Where a disruption budget forbids an eviction (429) it is tried again, every five seconds or when the server says. Pods are evicted at the same time; one that fails does not stop the others.</para>
    /// <para>What becomes of a pod is in the report; <paramref name="progress"/> hears of each step, also of those in between. A cancelled drain leaves the node cordoned and the pods it evicted evicted.</para>
    /// </remarks>
    /// <param name="options">Which pods may be taken, and how.</param>
    /// <param name="progress">Told of each step of each pod, from several threads; <see langword="null"/> for nobody.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="DrainRefusedException">Some pods would be lost for good, and the options do not allow that; nothing was evicted, and the node is cordoned.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <inheritdoc cref="KubeClient.RequestBytesAsync" path="/exception"/>
    public Task<DrainReport> DrainAsync(DrainOptions? options = null, IProgress<DrainedPod>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new DrainOptions();
        options.Validate();
        return new Drain(_client, this, options, progress).RunAsync(cancellationToken);
    }
}
