namespace Kube;

/// <summary>The fewest entries of an object or dictionary (<c>minProperties</c>).</summary>
/// <param name="count">The count, zero or more.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class MinPropertiesAttribute(int count) : Attribute
{
    /// <summary>The count.</summary>
    public int Count { get; } = count;
}

/// <summary>The most entries of an object or dictionary (<c>maxProperties</c>).</summary>
/// <param name="count">The count, zero or more.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class MaxPropertiesAttribute(int count) : Attribute
{
    /// <summary>The count.</summary>
    public int Count { get; } = count;
}
