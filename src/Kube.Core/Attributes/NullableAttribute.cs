namespace Kube;

/// <summary>Makes <c>null</c> a value of the property (<c>nullable: true</c>): without it an API server drops nulls or puts the default there.</summary>
/// <remarks>A C# <c>T?</c> alone only makes a property optional.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class NullableAttribute : Attribute;
