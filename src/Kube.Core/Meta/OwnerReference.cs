namespace Kube;

/// <summary>Names the object that owns another; when the owner goes, the garbage collector removes what it owned.</summary>
/// <remarks>An owner lives in the same namespace as what it owns, or in the cluster.</remarks>
public sealed partial record OwnerReference
{
    /// <summary>The owner's <c>apiVersion</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The owner's kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The owner's name.</summary>
    public required string Name { get; init; }

    /// <summary>The owner's UID.</summary>
    public required string Uid { get; init; }

    /// <summary>Whether the owner is the managing controller; at most one owner is.</summary>
    public bool? Controller { get; init; }

    /// <summary>Whether a foreground deletion of the owner waits for this object.</summary>
    public bool? BlockOwnerDeletion { get; init; }
}
