using Kube;

namespace Documents;

/// <summary>What became of a document.</summary>
public sealed record DocumentStatus
{
    /// <summary>How many copies there are.</summary>
    public int Replicas { get; init; }

    /// <summary>The generation of the spec that this status speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>Conditions; <c>Published</c> is true once every copy carries the text, <c>Shown</c> once a pod shows it.</summary>
    [ListType(ListType.Map, "type")]
    public IReadOnlyList<Condition>? Conditions { get; init; }
}
