namespace Kube.Build;

/// <summary>One verb on one resource.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Resource">The plural name, with a subresource behind a slash.</param>
/// <param name="Verb">The verb.</param>
/// <param name="Place">Which role it belongs to.</param>
/// <param name="Names">Only objects of these names, separated by commas; empty for all.</param>
internal sealed record Permission(string Group, string Resource, string Verb, RolePlace Place, string Names = "");

/// <summary>Which role a permission belongs to.</summary>
/// <param name="Kind">What kind of role.</param>
/// <param name="Namespace">For a role of one named namespace: which.</param>
internal sealed record RolePlace(RolePlaceKind Kind, string Namespace = "")
{
    public static RolePlace Watched { get; } = new(RolePlaceKind.Watched);

    public static RolePlace Cluster { get; } = new(RolePlaceKind.Cluster);

    public static RolePlace Leases { get; } = new(RolePlaceKind.Leases);
}

internal enum RolePlaceKind
{
    /// <summary>Where the controllers watch: the cluster, or one namespace.</summary>
    Watched,
    /// <summary>The cluster whatever they watch, since the resource is in no namespace.</summary>
    Cluster,
    /// <summary>The namespace in which the replicas keep their Leases.</summary>
    Leases,
    /// <summary>One namespace that an attribute names.</summary>
    Named,
}
