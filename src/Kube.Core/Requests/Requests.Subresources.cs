using Kube.Json;

namespace Kube;

/// <summary>Names of subresources.</summary>
public static class Subresources
{
    /// <summary>What was observed; written apart from the rest.</summary>
    public const string Status = "status";
    /// <summary>The number of replicas, as <c>autoscaling/v1</c> <c>Scale</c>.</summary>
    public const string Scale = "scale";
    /// <summary>A pod's debug containers.</summary>
    public const string EphemeralContainers = "ephemeralcontainers";
    /// <summary>A pod's resources, changed in place (KEP-1287).</summary>
    public const string Resize = "resize";
    /// <summary>A container's log.</summary>
    public const string Log = "log";
    /// <summary>Runs a program in a container.</summary>
    public const string Exec = "exec";
    /// <summary>Joins a container's process.</summary>
    public const string Attach = "attach";
    /// <summary>Forwards ports of a pod.</summary>
    public const string PortForward = "portforward";
    /// <summary>Deletes a pod within its disruption budgets.</summary>
    public const string Eviction = "eviction";
    /// <summary>Issues a service account's token.</summary>
    public const string Token = "token";
    /// <summary>Binds a pod to a node.</summary>
    public const string Binding = "binding";
    /// <summary>Approves or denies a certificate signing request.</summary>
    public const string Approval = "approval";
    /// <summary>Lets a namespace go once its finalizers are done.</summary>
    public const string Finalize = "finalize";
}

public static partial class Requests
{
    /// <summary>Reads a subresource, such as <c>status</c> or <c>scale</c>.</summary>
    public static ApiRequest GetSubresource(ResourceType type, string? ns, string name, string subresource, GetParams? parameters = null) =>
        One("get", HttpMethod.Get, type, ns, name, Required(subresource)) with { Query = (parameters ?? GetParams.Default).ToQuery() };

    /// <summary>Posts to a subresource, such as <c>binding</c>.</summary>
    public static ApiRequest CreateSubresource(ResourceType type, string? ns, string name, string subresource, ReadOnlyMemory<byte> json, CreateParams? parameters = null) =>
        One("create", HttpMethod.Post, type, ns, name, Required(subresource)).WithJson(json) with
        {
            Query = (parameters ?? CreateParams.Default).ToQuery(),
            IsRepeatable = false,
        };

    /// <summary>Replaces a subresource, or the object itself when <paramref name="subresource"/> is <see langword="null"/>.</summary>
    /// <remarks>Repeatable only without <c>metadata.resourceVersion</c>: else the repetition of one that was done answers 409 for our own write.</remarks>
    public static ApiRequest ReplaceSubresource(ResourceType type, string? ns, string name, string? subresource, ReadOnlyMemory<byte> json, ReplaceParams? parameters = null) =>
        One("update", HttpMethod.Put, type, ns, name, subresource).WithJson(json) with
        {
            Query = (parameters ?? ReplaceParams.Default).ToQuery(),
            IsRepeatable = !DemandedVersion.IsIn(json.Span),
        };

    /// <summary>Replaces a subresource of an object by the object's own name; the body is the whole object.</summary>
    public static ApiRequest ReplaceSubresource<T>(ResourceType type, string? ns, T value, string? subresource, ReplaceParams? parameters = null) where T : class, IKubeObject<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        RequireSameNamespace(ns, value);
        return ReplaceSubresource(type, ns, RequireName(value), subresource, KubeJson.SerializeToUtf8Bytes(value), parameters);
    }

    /// <summary>Replaces the status; the server keeps everything else as it is.</summary>
    public static ApiRequest ReplaceStatus<T>(ResourceType type, string? ns, T value, ReplaceParams? parameters = null) where T : class, IKubeObject<T> =>
        ReplaceSubresource(type, ns, value, Subresources.Status, parameters);

    /// <summary>Changes a subresource, or the object itself when <paramref name="subresource"/> is <see langword="null"/>.</summary>
    public static ApiRequest PatchSubresource(ResourceType type, string? ns, string name, string? subresource, Patch patch, PatchParams? parameters = null)
    {
        ArgumentNullException.ThrowIfNull(patch);
        return One("patch", HttpMethod.Patch, type, ns, name, subresource) with
        {
            Query = (parameters ?? PatchParams.Default).ToQuery(patch),
            Body = patch.Body,
            ContentType = patch.ContentType,
            IsRepeatable = patch.IsRepeatable,
        };
    }

    /// <summary>Changes the status.</summary>
    public static ApiRequest PatchStatus(ResourceType type, string? ns, string name, Patch patch, PatchParams? parameters = null) =>
        PatchSubresource(type, ns, name, Subresources.Status, patch, parameters);

    private static string Required(string subresource)
    {
        ArgumentException.ThrowIfNullOrEmpty(subresource);
        return subresource;
    }
}
