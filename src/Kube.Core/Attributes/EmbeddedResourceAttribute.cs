namespace Kube;

/// <summary>The value is a whole Kubernetes object (<c>x-kubernetes-embedded-resource</c>): <c>apiVersion</c>, <c>kind</c> and <c>metadata</c> are required and checked.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class EmbeddedResourceAttribute : Attribute;
