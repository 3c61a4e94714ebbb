namespace Kube;

/// <summary>What every Kubernetes object says about itself.</summary>
public sealed partial record ObjectMeta
{
    /// <summary>What the object's type has no member for, where it was asked to be kept: it goes where the metadata goes.</summary>
    internal Json.Kept Kept { get; init; }

    /// <summary>Metadata that says nothing.</summary>
    public static ObjectMeta Empty { get; } = new();

    /// <summary>The name, unique in its namespace (or cluster) and type. Empty only on create with <see cref="GenerateName"/>.</summary>
    public string? Name { get; init; }

    /// <summary>The prefix of a name that the server completes with five characters.</summary>
    public string? GenerateName { get; init; }

    /// <summary>The namespace; <see langword="null"/> for cluster-scoped objects.</summary>
    public string? Namespace { get; init; }

    /// <summary>Labels: short values by which objects are selected.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Annotations: values that are not selected by; 256 KiB in all.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>The server's unique identifier of this object's life.</summary>
    public string? Uid { get; init; }

    /// <summary>An opaque version that changes with every write; sent back on replace for optimistic concurrency.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Counts changes of what is wanted; status writes do not count.</summary>
    public long? Generation { get; init; }

    /// <summary>When the server created the object.</summary>
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When deletion was asked for; set while finalizers hold the object.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Seconds granted to a graceful deletion.</summary>
    public long? DeletionGracePeriodSeconds { get; init; }

    /// <summary>Who must act before the object may go.</summary>
    public IReadOnlyList<string>? Finalizers { get; init; }

    /// <summary>Who owns the object.</summary>
    public IReadOnlyList<OwnerReference>? OwnerReferences { get; init; }

    /// <summary>Who manages which fields.</summary>
    public IReadOnlyList<ManagedFieldsEntry>? ManagedFields { get; init; }

    /// <summary>Deprecated in Kubernetes; kept so that nothing is lost.</summary>
    public string? SelfLink { get; init; }
}
