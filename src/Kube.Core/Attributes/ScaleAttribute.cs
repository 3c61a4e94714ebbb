namespace Kube;

/// <summary>The property takes part in the <c>/scale</c> subresource; the path is its own.</summary>
/// <remarks>
/// An integer in the spec is the wanted count, an integer in the status the count there is; both are needed.
/// A string in either is the label selector, which autoscalers need.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ScaleAttribute : Attribute;
