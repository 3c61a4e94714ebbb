using Kube.Json;

namespace Kube.Client;

/// <summary>Everything an API server does with the resources of one type, in one namespace, in all, or in the cluster.</summary>
/// <remarks>
/// <para>A cheap value over a <see cref="KubeClient"/>; make one wherever it is needed. <typeparamref name="T"/> is a generated or built-in type, a dynamic object, or metadata only.</para>
/// <para>
/// Every method throws <see cref="KubeApiException"/> when the server refuses, <see cref="KubeTransportException"/> when no whole answer comes in time,
/// <see cref="KubeConfigException"/> when credentials cannot be had, <see cref="KubeSerializationException"/> when the answer does not fit
/// <typeparamref name="T"/>, <see cref="ArgumentException"/> for parameters that the server would refuse anyway, and <see cref="OperationCanceledException"/>.
/// </para>
/// </remarks>
/// <typeparam name="T">The type of the objects.</typeparam>
public sealed partial class Api<T> where T : class, IKubeObject<T>
{
    internal Api(KubeClient client, ResourceType type, string? ns) => (Client, Type, Namespace) = (client, type, ns);

    /// <summary>The client.</summary>
    public KubeClient Client { get; }

    /// <summary>The resource type.</summary>
    public ResourceType Type { get; }

    /// <summary>The namespace; <see langword="null"/> for cluster-scoped types and for all namespaces.</summary>
    public string? Namespace { get; }

    /// <summary>Reads one object.</summary>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<T> GetAsync(string name, GetParams? parameters = null, CancellationToken cancellationToken = default) =>
        Client.ObjectAsync<T>(AsWanted(Requests.Get(Type, Namespace, name, parameters)), cancellationToken);

    /// <summary>Reads one object; <see langword="null"/> when there is none of that name. A type the server does not serve is an error.</summary>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public async Task<T?> GetOrNullAsync(string name, GetParams? parameters = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await GetAsync(name, parameters, cancellationToken).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.Status is { Reason: StatusReasons.NotFound, Details.Name.Length: > 0 })
        {
            return null;
        }
    }

    /// <summary>Reads the collection, or the page that the parameters ask for. Objects that do not fit stand in <see cref="KubeList{T}.InvalidItems"/>.</summary>
    /// <remarks>Objects are decoded as their bytes arrive; the answer is never held whole.</remarks>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<KubeList<T>> ListAsync(ListParams? parameters = null, CancellationToken cancellationToken = default) =>
        Client.ListAsync<T>(AsWanted(Requests.List(Type, Namespace, parameters)), cancellationToken);

    /// <summary>Creates an object.</summary>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<T> CreateAsync(T value, CreateParams? parameters = null, CancellationToken cancellationToken = default) =>
        Client.ObjectAsync<T>(Requests.Create(Type, NamespaceOf(value), value, parameters), cancellationToken);

    /// <summary>Replaces an object. With a resource version in its metadata only that version is replaced: else <see cref="KubeApiException.IsConflict"/>.</summary>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<T> ReplaceAsync(T value, ReplaceParams? parameters = null, CancellationToken cancellationToken = default) =>
        Client.ObjectAsync<T>(Requests.Replace(Type, NamespaceOf(value), value, parameters), cancellationToken);

    /// <summary>Changes an object by a patch.</summary>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<T> PatchAsync(string name, Patch patch, PatchParams? parameters = null, CancellationToken cancellationToken = default) =>
        Client.ObjectAsync<T>(AsWanted(Requests.Patch(Type, Namespace, name, patch, parameters)), cancellationToken);

    /// <summary>Makes an object so, or changes it so, as a field manager (server-side apply, KEP-555): what is set in it belongs to the manager afterwards.</summary>
    /// <exception cref="KubeApiException">With <see cref="KubeApiException.IsConflict"/> when another manager owns a field and <see cref="ApplyParams.Force"/> is not set.</exception>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<T> ApplyAsync(T value, ApplyParams parameters, CancellationToken cancellationToken = default) =>
        Client.ObjectAsync<T>(Requests.Patch(Type, NamespaceOf(value), NameOf(value), Patch.Apply(value), Given(parameters)), cancellationToken);

    /// <summary>Deletes an object. With finalizers or a grace period it stays for a while: the result then holds it.</summary>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<DeleteResult<T>> DeleteAsync(string name, DeleteParams? parameters = null, CancellationToken cancellationToken = default) =>
        Client.CallAsync(AsWanted(Requests.Delete(Type, Namespace, name, parameters)), static (_, body) => DeleteResult<T>.Read(body), cancellationToken);

    /// <summary>Deletes all objects that <paramref name="which"/> selects.</summary>
    /// <param name="which">Which; <c>new ListParams()</c> for the whole collection.</param>
    /// <param name="parameters">How to delete.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<DeleteResult<KubeList<T>>> DeleteCollectionAsync(ListParams which, DeleteParams? parameters = null, CancellationToken cancellationToken = default) =>
        Client.CallAsync(AsWanted(Requests.DeleteCollection(Type, Namespace, which, parameters)), static (_, body) => DeleteResult<KubeList<T>>.Read(body), cancellationToken);

    /// <summary>Replaces the status of an object; everything else in <paramref name="value"/> is ignored by the server.</summary>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<T> ReplaceStatusAsync(T value, ReplaceParams? parameters = null, CancellationToken cancellationToken = default) =>
        Client.ObjectAsync<T>(Requests.ReplaceStatus(Type, NamespaceOf(value), value, parameters), cancellationToken);

    /// <summary>Changes the status of an object by a patch.</summary>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<T> PatchStatusAsync(string name, Patch patch, PatchParams? parameters = null, CancellationToken cancellationToken = default) =>
        Client.ObjectAsync<T>(Requests.PatchStatus(Type, Namespace, name, patch, parameters), cancellationToken);

    /// <summary>Applies the status of an object as a field manager.</summary>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<T> ApplyStatusAsync(T value, ApplyParams parameters, CancellationToken cancellationToken = default) =>
        Client.ObjectAsync<T>(Requests.PatchStatus(Type, NamespaceOf(value), NameOf(value), Patch.Apply(value), Given(parameters)), cancellationToken);

    /// <summary>The type and the namespace.</summary>
    public override string ToString() => $"Api {{ {Type}{(Namespace is null ? "" : $" in {Namespace}")} }}";

    // Metadata is asked for as such: the server then leaves the rest out.
    private static ApiRequest AsWanted(ApiRequest request) => typeof(T) == typeof(PartialObjectMetadata) ? request.AsMetadata() : request;

    // Over all namespaces, an object says itself where it belongs.
    private string? NamespaceOf(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Type.IsNamespaced ? Namespace ?? value.Namespace : null;
    }

    private static PatchParams Given(ApplyParams parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return parameters.ToPatchParams();
    }

    private static string NameOf(T value) => value.Metadata.Name is { Length: > 0 } name ? name : throw new ArgumentException($"The {value.Kind} has no metadata.name.", nameof(value));
}
