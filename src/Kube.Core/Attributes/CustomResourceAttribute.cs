namespace Kube;

/// <summary>Declares that this class is the <c>spec</c> of a Kubernetes custom resource.</summary>
/// <remarks>
/// The generator emits, beside the class, the resource type (metadata, spec, status), its identity, its JSON codec, its
/// CustomResourceDefinition and the factories on the client that fit its scope. Everything it says about the schema it takes from the
/// class itself: types, nullability, initialisers, documentation and attributes.
/// </remarks>
/// <param name="group">The API group, a DNS-1123 subdomain with at least one dot, such as <c>example.com</c>.</param>
/// <param name="version">The API version, a DNS-1035 label such as <c>v1</c> or <c>v1beta2</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class CustomResourceAttribute(string group, string version) : Attribute
{
    /// <summary>The API group.</summary>
    public string Group { get; } = group;

    /// <summary>The API version.</summary>
    public string Version { get; } = version;

    /// <summary>The kind, and the name of the generated type. Default: the class name without its ending <c>Spec</c>.</summary>
    public string? Kind { get; set; }

    /// <summary>The name of the generated type, where it should not be the kind: for several versions of a kind in one namespace.</summary>
    public string? TypeName { get; set; }

    /// <summary>The plural name in URLs, a DNS-1035 label. Default: the lower-cased kind in its English plural.</summary>
    public string? Plural { get; set; }

    /// <summary>The singular name. Default: the lower-cased kind.</summary>
    public string? Singular { get; set; }

    /// <summary>The kind of a list. Default: the kind followed by <c>List</c>.</summary>
    public string? ListKind { get; set; }

    /// <summary>Short names for <c>kubectl</c>, DNS-1035 labels.</summary>
    public string[] ShortNames { get; set; } = [];

    /// <summary>Categories, such as <c>all</c>: DNS-1035 labels.</summary>
    public string[] Categories { get; set; } = [];

    /// <summary>Whether resources live in a namespace (the default) or in the cluster.</summary>
    public ResourceScope Scope { get; set; } = ResourceScope.Namespaced;

    /// <summary>
    /// Where the kind is in the group <c>k8s.io</c> or <c>kubernetes.io</c>: the URL of the pull request that approved it, or a reason that
    /// starts with <c>unapproved</c> (<c>api-approved.kubernetes.io</c>).
    /// </summary>
    public string? ApiApproved { get; set; }

    /// <summary>The type of <c>status</c>. Setting it turns on the status subresource.</summary>
    public Type? Status { get; set; }

    /// <summary>Whether the API server serves this version. Default: <see langword="true"/>.</summary>
    public bool Served { get; set; } = true;

    /// <summary>
    /// Whether this version is the one that is stored. Exactly one version of a kind is; a kind with one version need not say so.
    /// </summary>
    public bool Storage { get; set; }
}
