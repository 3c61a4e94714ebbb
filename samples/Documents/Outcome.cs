using Kube;
using Kube.Client;

namespace Documents;

/// <summary>What became of a manifest.</summary>
/// <param name="Name">The document's name.</param>
/// <param name="Refusal">Why the server refused it; <see langword="null"/> where it did not.</param>
/// <param name="Document">The document as last read; <see langword="null"/> where it was refused.</param>
internal sealed record Outcome(string Name, KubeApiException? Refusal, Document? Document)
{
    /// <summary>Whether nothing more will come: it was refused, or it is published.</summary>
    public bool IsSettled => Refusal is not null || (Document is { } document && IsPublished(document));

    /// <summary>Whether the operator has seen to the newest spec.</summary>
    public static bool IsPublished(Document document) =>
        document.Status is { } status && status.ObservedGeneration == document.Metadata.Generation && status.Conditions.IsTrue("Published");
}
