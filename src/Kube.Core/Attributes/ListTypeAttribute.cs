namespace Kube;

/// <summary>How server-side apply merges a list (<c>x-kubernetes-list-type</c>, KEP-555).</summary>
/// <param name="type">The way to merge.</param>
/// <param name="keys">For <see cref="ListType.Map"/>: the item's members (C# or JSON names) that tell items apart; required scalars, or with a default.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ListTypeAttribute(ListType type, params string[] keys) : Attribute
{
    /// <summary>The way to merge.</summary>
    public ListType Type { get; } = type;

    /// <summary>The members that tell items apart.</summary>
    public IReadOnlyList<string> Keys { get; } = keys;
}

/// <summary>How server-side apply merges a list.</summary>
public enum ListType
{
    /// <summary>One manager owns the whole list; what it applies replaces it.</summary>
    Atomic,
    /// <summary>Scalars that are each there once and each have an owner. What C# sets become.</summary>
    Set,
    /// <summary>Objects that are told apart by keys and each have an owner.</summary>
    Map,
}
