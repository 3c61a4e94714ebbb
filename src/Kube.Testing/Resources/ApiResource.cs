using Kube.Testing.Crds;
using Kube.Testing.Typing;

namespace Kube.Testing.Resources;

/// <summary>A part of a resource with its own path and verbs, such as <c>status</c>.</summary>
/// <param name="Name">The last segment of its path.</param>
/// <param name="Verbs">What can be done with it.</param>
/// <param name="Group">The group of the kind it speaks; empty for the core group and for the resource's own kind.</param>
/// <param name="Version">The version of that kind; empty where it is the resource's own kind.</param>
/// <param name="Kind">That kind.</param>
internal sealed record ApiSubresource(string Name, IReadOnlyList<string> Verbs, string Group, string Version, string Kind);

/// <summary>A resource as served in one version.</summary>
internal sealed record ApiResource
{
    public required string Group { get; init; }

    public required string Version { get; init; }

    public required string Kind { get; init; }

    public required string Plural { get; init; }

    public required bool IsNamespaced { get; init; }

    public required IReadOnlyList<string> Verbs { get; init; }

    public string Singular { get; init; } = "";

    public string ListKind { get => field.Length > 0 ? field : Kind + "List"; init; } = "";

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<ApiSubresource> Subresources { get; init; } = [];

    /// <summary>How its objects merge.</summary>
    public required Shape Shape { get; init; }

    /// <summary>The name of a built-in type's shape; empty for custom resources.</summary>
    public string TypeName { get; init; } = "";

    /// <summary>Set for a custom resource.</summary>
    public CustomVersion? Custom { get; init; }

    /// <summary>The group under which the objects are stored: a few kinds are served by two groups.</summary>
    public string StorageGroup => Group == "events.k8s.io" ? "" : Group;

    public string ApiVersion => Group.Length == 0 ? Version : Group + "/" + Version;

    public ApiSubresource? Subresource(string name) => Subresources.FirstOrDefault(s => s.Name == name);

    public bool Has(string verb) => Verbs.Contains(verb);
}
