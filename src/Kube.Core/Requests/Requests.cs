using Kube.Json;

namespace Kube;

/// <summary>Builds the requests of the Kubernetes API: pure functions from types, names and parameters to <see cref="ApiRequest"/>.</summary>
/// <remarks>
/// Every function throws <see cref="ArgumentException"/> for what the server would refuse anyway: names that are no path segments, a
/// namespace on a cluster-scoped type, a namespaced object without a namespace, and combinations of parameters that exclude each other.
/// </remarks>
public static partial class Requests
{
    /// <summary>Reads one object.</summary>
    /// <param name="type">The resource type.</param>
    /// <param name="ns">The namespace; <see langword="null"/> for cluster-scoped types.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="parameters">What to ask for.</param>
    public static ApiRequest Get(ResourceType type, string? ns, string name, GetParams? parameters = null) =>
        One("get", HttpMethod.Get, type, ns, name) with { Query = (parameters ?? GetParams.Default).ToQuery() };

    /// <summary>Reads a collection, or a page of it.</summary>
    /// <param name="type">The resource type.</param>
    /// <param name="ns">The namespace; <see langword="null"/> for cluster-scoped types and for all namespaces.</param>
    /// <param name="parameters">What to ask for.</param>
    public static ApiRequest List(ResourceType type, string? ns, ListParams? parameters = null) =>
        Collection("list", HttpMethod.Get, type, ns) with { Query = (parameters ?? ListParams.Default).ToQuery() };

    /// <summary>Follows a collection.</summary>
    /// <param name="type">The resource type.</param>
    /// <param name="ns">The namespace; <see langword="null"/> for cluster-scoped types and for all namespaces.</param>
    /// <param name="parameters">What to ask for.</param>
    public static ApiRequest Watch(ResourceType type, string? ns, WatchParams? parameters = null) =>
        Collection("watch", HttpMethod.Get, type, ns) with { Query = (parameters ?? WatchParams.Default).ToQuery() };

    /// <summary>Creates an object. A namespaced type needs a namespace.</summary>
    public static ApiRequest Create(ResourceType type, string? ns, ReadOnlyMemory<byte> json, CreateParams? parameters = null)
    {
        RequireNamespace(type, ns, "created");
        return Collection("create", HttpMethod.Post, type, ns).WithJson(json) with
        {
            Query = (parameters ?? CreateParams.Default).ToQuery(),
            // With a generated name the second would be a second object, else the answer a 409 for our own.
            IsRepeatable = false,
        };
    }

    /// <summary>Creates an object. A namespaced type needs a namespace.</summary>
    public static ApiRequest Create<T>(ResourceType type, string? ns, T value, CreateParams? parameters = null) where T : class, IKubeObject<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        RequireSameNamespace(ns, value);
        return Create(type, ns, KubeJson.SerializeToUtf8Bytes(value), parameters);
    }

    /// <summary>Replaces an object. With <c>metadata.resourceVersion</c> set, only that version is replaced; custom resources must set it.</summary>
    public static ApiRequest Replace(ResourceType type, string? ns, string name, ReadOnlyMemory<byte> json, ReplaceParams? parameters = null) =>
        ReplaceSubresource(type, ns, name, null, json, parameters);

    /// <summary>Replaces an object by its own name.</summary>
    public static ApiRequest Replace<T>(ResourceType type, string? ns, T value, ReplaceParams? parameters = null) where T : class, IKubeObject<T> =>
        ReplaceSubresource(type, ns, value, null, parameters);

    /// <summary>Changes an object.</summary>
    public static ApiRequest Patch(ResourceType type, string? ns, string name, Patch patch, PatchParams? parameters = null) =>
        PatchSubresource(type, ns, name, null, patch, parameters);

    /// <summary>Deletes an object. Repeatable when it names a UID: else a repetition could delete a successor of the same name.</summary>
    public static ApiRequest Delete(ResourceType type, string? ns, string name, DeleteParams? parameters = null) =>
        One("delete", HttpMethod.Delete, type, ns, name).WithJson((parameters ?? DeleteParams.Default).ToBody()) with
        {
            IsRepeatable = parameters?.Preconditions?.Uid is not null,
        };

    /// <summary>Deletes every object that matches. A namespaced type needs a namespace: no server deletes across all of them.</summary>
    /// <param name="type">The resource type.</param>
    /// <param name="ns">The namespace; <see langword="null"/> for cluster-scoped types.</param>
    /// <param name="which">Which objects; unset means all.</param>
    /// <param name="parameters">How each is deleted.</param>
    public static ApiRequest DeleteCollection(ResourceType type, string? ns, ListParams? which = null, DeleteParams? parameters = null)
    {
        RequireNamespace(type, ns, "deleted as a collection");
        return Collection("deletecollection", HttpMethod.Delete, type, ns).WithJson((parameters ?? DeleteParams.Default).ToBody()) with
        {
            Query = (which ?? ListParams.Default).ToQuery(),
            // What was made since would be deleted as well.
            IsRepeatable = false,
        };
    }

    private static ApiRequest Collection(string verb, HttpMethod method, ResourceType type, string? ns) => new()
    {
        Method = method,
        Path = ResourcePath.Build(type, ns),
        Verb = verb,
        Type = type,
        Namespace = ns,
    };

    private static ApiRequest One(string verb, HttpMethod method, ResourceType type, string? ns, string name, string? subresource = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new()
        {
            Method = method,
            Path = ResourcePath.Build(type, ns, name, subresource),
            Verb = verb,
            Type = type,
            Namespace = ns,
            Name = name,
            Subresource = subresource,
        };
    }

    private static ApiRequest WithJson(this ApiRequest request, ReadOnlyMemory<byte> json) =>
        json.IsEmpty ? request : request with { Body = json, ContentType = MediaTypes.Json };

    private static void RequireNamespace(ResourceType type, string? ns, string done)
    {
        if (type.IsNamespaced && ns is null)
            throw new ArgumentException($"{type} is namespaced and can only be {done} in a namespace.", nameof(ns));
    }

    private static void RequireSameNamespace(string? ns, IKubeObject value)
    {
        if (!string.IsNullOrEmpty(value.Metadata.Namespace) && ns is not null && value.Metadata.Namespace != ns)
            throw new ArgumentException($"{value.Kind} '{value.Metadata.Name}' says it is in namespace '{value.Metadata.Namespace}', but the request is for '{ns}'.", nameof(ns));
    }

    private static string RequireName(IKubeObject value) => string.IsNullOrEmpty(value.Metadata.Name)
        ? throw new ArgumentException($"The {value.Kind} has no metadata.name.", nameof(value))
        : value.Metadata.Name;
}
