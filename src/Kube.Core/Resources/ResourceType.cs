namespace Kube;

/// <summary>The identity of a resource type: what an API server calls it and where it serves it.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Version">The API version, such as <c>v1</c>.</param>
/// <param name="Kind">The kind, such as <c>Deployment</c>.</param>
/// <param name="Plural">The name in URLs, such as <c>deployments</c>.</param>
/// <param name="Scope">Where resources of the type live.</param>
public sealed record ResourceType(string Group, string Version, string Kind, string Plural, ResourceScope Scope)
{
    /// <summary>The <c>apiVersion</c> of its objects: <c>v1</c> in the core group, else <c>group/version</c>.</summary>
    public string ApiVersion { get; } = Group.Length == 0 ? Version : Group + "/" + Version;

    /// <summary>The singular name; by default the lower-cased kind.</summary>
    public string Singular { get; init; } = Kind.ToLowerInvariant();

    /// <summary>Short names, such as <c>deploy</c>; empty where there are none.</summary>
    public IReadOnlyList<string> ShortNames { get; init; } = [];

    /// <summary>Categories, such as <c>all</c>; empty where there are none.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>What a server lets be done with it, such as <c>get</c>; empty where it is not known.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>Its subresources, such as <c>status</c>; empty where there are none or it is not known.</summary>
    public IReadOnlyList<string> Subresources { get; init; } = [];

    /// <summary>Whether resources of the type live in a namespace.</summary>
    public bool IsNamespaced => Scope == ResourceScope.Namespaced;

    /// <summary>Same type means same group, version, kind, plural and scope; names for convenience do not count.</summary>
    public bool Equals(ResourceType? other) =>
        other is not null && Kind == other.Kind && Group == other.Group && Version == other.Version && Plural == other.Plural && Scope == other.Scope;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Group, Version, Kind, Plural);

    /// <summary>For people: <c>deployments.apps/v1</c>, or <c>pods/v1</c> in the core group.</summary>
    public override string ToString() => Group.Length == 0 ? $"{Plural}/{Version}" : $"{Plural}.{Group}/{Version}";
}
