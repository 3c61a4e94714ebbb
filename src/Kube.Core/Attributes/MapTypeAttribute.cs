namespace Kube;

/// <summary>How server-side apply merges an object or dictionary (<c>x-kubernetes-map-type</c>, KEP-555).</summary>
/// <param name="type">The way to merge.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class MapTypeAttribute(MapType type) : Attribute
{
    /// <summary>The way to merge.</summary>
    public MapType Type { get; } = type;
}

/// <summary>How server-side apply merges an object or dictionary.</summary>
public enum MapType
{
    /// <summary>Each entry has an owner of its own: the default.</summary>
    Granular,
    /// <summary>One manager owns the whole; what it applies replaces it.</summary>
    Atomic,
}
