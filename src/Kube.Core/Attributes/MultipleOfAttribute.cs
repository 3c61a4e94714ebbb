namespace Kube;

/// <summary>A number must be a multiple of another (<c>multipleOf</c>).</summary>
/// <param name="divisor">The other number, above zero.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class MultipleOfAttribute(double divisor) : Attribute
{
    /// <summary>The number to be a multiple of.</summary>
    public double Divisor { get; } = divisor;
}
