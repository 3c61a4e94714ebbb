namespace Kube;

/// <summary>Where to read more about a value (<c>externalDocs</c>).</summary>
/// <param name="url">The address.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class ExternalDocsAttribute(string url) : Attribute
{
    /// <summary>The address.</summary>
    public string Url { get; } = url;

    /// <summary>What is to be found there.</summary>
    public string? Description { get; set; }
}
