namespace Kube;

/// <summary>The value cannot be changed once set: generates the rule <c>self == oldSelf</c>, and for an optional property one that it stays.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class ImmutableAttribute : Attribute;
