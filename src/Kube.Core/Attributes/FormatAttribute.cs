namespace Kube;

/// <summary>The form of a string or number (<c>format</c>), such as <c>hostname</c> or <c>cidr</c>.</summary>
/// <remarks>An API server enforces the formats it knows and warns of others.</remarks>
/// <param name="format">The format.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class FormatAttribute(string format) : Attribute
{
    /// <summary>The format.</summary>
    public string Format { get; } = format;
}
