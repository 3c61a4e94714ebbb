using Kube.Json;

namespace Kube.Client;

public sealed partial class Api<T>
{
    /// <summary>Reads a subresource of an object.</summary>
    /// <typeparam name="TSub">What the subresource is read as.</typeparam>
    /// <param name="name">The object's name.</param>
    /// <param name="subresource">The subresource, such as <c>scale</c>.</param>
    /// <param name="parameters">What to ask for.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<TSub> GetSubresourceAsync<TSub>(string name, string subresource, GetParams? parameters = null, CancellationToken cancellationToken = default) where TSub : IKubeJson<TSub> =>
        Client.RequestAsync<TSub>(Requests.GetSubresource(Type, Namespace, name, subresource, parameters), cancellationToken);

    /// <summary>Posts to a subresource of an object.</summary>
    /// <typeparam name="TBody">What is sent.</typeparam>
    /// <typeparam name="TResult">What is answered.</typeparam>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<TResult> CreateSubresourceAsync<TBody, TResult>(
        string name, string subresource, TBody body, CreateParams? parameters = null, CancellationToken cancellationToken = default)
        where TBody : IKubeJson<TBody> where TResult : IKubeJson<TResult> =>
        Client.RequestAsync<TResult>(Requests.CreateSubresource(Type, Namespace, name, subresource, KubeJson.SerializeToUtf8Bytes(body), parameters), cancellationToken);

    /// <summary>Replaces a subresource of an object.</summary>
    /// <typeparam name="TSub">What the subresource is.</typeparam>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<TSub> ReplaceSubresourceAsync<TSub>(string name, string subresource, TSub body, ReplaceParams? parameters = null, CancellationToken cancellationToken = default)
        where TSub : IKubeJson<TSub> =>
        Client.RequestAsync<TSub>(Requests.ReplaceSubresource(Type, Namespace, name, subresource, KubeJson.SerializeToUtf8Bytes(body), parameters), cancellationToken);

    /// <summary>Changes a subresource of an object by a patch.</summary>
    /// <typeparam name="TSub">What the subresource is read as.</typeparam>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<TSub> PatchSubresourceAsync<TSub>(string name, string subresource, Patch patch, PatchParams? parameters = null, CancellationToken cancellationToken = default)
        where TSub : IKubeJson<TSub> =>
        Client.RequestAsync<TSub>(Requests.PatchSubresource(Type, Namespace, name, subresource, patch, parameters), cancellationToken);

    /// <summary>Reads how many replicas are wanted and there.</summary>
    /// <exception cref="KubeApiException">The type has no scale subresource.</exception>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<Scale> GetScaleAsync(string name, GetParams? parameters = null, CancellationToken cancellationToken = default) =>
        GetSubresourceAsync<Scale>(name, Subresources.Scale, parameters, cancellationToken);

    /// <summary>Sets how many replicas are wanted.</summary>
    /// <param name="name">The object's name.</param>
    /// <param name="replicas">How many; 0 or more.</param>
    /// <param name="parameters">How to write.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="KubeApiException">The type has no scale subresource.</exception>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<Scale> ScaleAsync(string name, int replicas, PatchParams? parameters = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replicas);
        return PatchSubresourceAsync<Scale>(name, Subresources.Scale, Patch.Merge($"{{\"spec\":{{\"replicas\":{replicas}}}}}"), parameters, cancellationToken);
    }
}
