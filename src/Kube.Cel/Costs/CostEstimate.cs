namespace Kube.Cel;

/// <summary>The least and the most an expression can cost. Sums and products stop at <see cref="ulong.MaxValue"/>.</summary>
/// <param name="Min">The least.</param>
/// <param name="Max">The most; <see cref="ulong.MaxValue"/> means no bound.</param>
public readonly record struct CostEstimate(ulong Min, ulong Max)
{
    internal static CostEstimate Zero => default;

    internal static CostEstimate One => new(1, 1);

    internal static CostEstimate Fixed(ulong cost) => new(cost, cost);

    internal CostEstimate Plus(CostEstimate other) => new(Saturating.Add(Min, other.Min), Saturating.Add(Max, other.Max));

    internal CostEstimate Times(CostEstimate other) => new(Saturating.Multiply(Min, other.Min), Saturating.Multiply(Max, other.Max));

    internal CostEstimate Times(double factor) => new(Saturating.Multiply(Min, factor), Saturating.Multiply(Max, factor));

    internal CostEstimate Union(CostEstimate other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));
}

/// <summary>The least and the greatest size of a string, list or map.</summary>
internal readonly record struct SizeEstimate(ulong Min, ulong Max)
{
    public static SizeEstimate Unknown => new(0, ulong.MaxValue);

    public static SizeEstimate Fixed(ulong size) => new(size, size);

    public SizeEstimate Plus(SizeEstimate other) => new(Saturating.Add(Min, other.Min), Saturating.Add(Max, other.Max));

    public SizeEstimate Times(SizeEstimate other) => new(Saturating.Multiply(Min, other.Min), Saturating.Multiply(Max, other.Max));

    public SizeEstimate Union(SizeEstimate other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));

    /// <summary>What something costs that takes <paramref name="perUnit"/> for each unit of size, rounded up.</summary>
    public CostEstimate CostAt(double perUnit) => new(Saturating.Multiply(Min, perUnit), Saturating.Multiply(Max, perUnit));

    public CostEstimate CostOf(CostEstimate each) => new(Saturating.Multiply(Min, each.Min), Saturating.Multiply(Max, each.Max));
}

/// <summary>Arithmetic that stops at the greatest number.</summary>
internal static class Saturating
{
    private const double TwoTo64 = 18446744073709551616.0;

    public static ulong Add(ulong a, ulong b) => a > ulong.MaxValue - b ? ulong.MaxValue : a + b;

    public static ulong Multiply(ulong a, ulong b) => b != 0 && a > ulong.MaxValue / b ? ulong.MaxValue : a * b;

    public static ulong Multiply(ulong size, double factor)
    {
        var product = Math.Ceiling(size * factor);
        return product >= TwoTo64 ? ulong.MaxValue : product >= 9223372036854775808.0
            ? (ulong)(long)(product - 9223372036854775808.0) + (1UL << 63)
            : (ulong)(long)product;
    }
}
