namespace Kube;

/// <summary>Fields that the schema does not know are kept (<c>x-kubernetes-preserve-unknown-fields</c>) instead of pruned.</summary>
/// <remarks>On a property that would otherwise recurse, it also ends the schema there: the value is any object.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class PreserveUnknownFieldsAttribute : Attribute;
