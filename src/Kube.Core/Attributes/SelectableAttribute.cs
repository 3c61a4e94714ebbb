namespace Kube;

/// <summary>Field selectors may name the property (<c>selectableFields</c>, KEP-4358): a string, boolean or integer, at most eight in a version.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class SelectableAttribute : Attribute;
