namespace Kube;

/// <summary>What a list says about itself.</summary>
public sealed partial record ListMeta
{
    /// <summary>The version of the collection that the list shows; a watch can start from it.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>The token of the next page; <see langword="null"/> or empty on the last.</summary>
    public string? Continue { get; init; }

    /// <summary>How many items follow this page, where the server knows.</summary>
    public long? RemainingItemCount { get; init; }
}
