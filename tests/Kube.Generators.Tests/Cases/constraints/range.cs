[CustomResource("example.com", "v1")]
public sealed record RangeSpec
{
    [Range(1, 10)] public int A { get; init; } = 1;
    [Range(0.5, 2.5, MinimumIsExclusive = true)] public double B { get; init; } = 1;
    [Range(typeof(decimal), "0.1", "9.9", MaximumIsExclusive = true)] public decimal? C { get; init; }
    [Range(0, double.PositiveInfinity)] public double? D { get; init; }
    [Range(-5, 5)] public long? E { get; init; }
    [Range(10, 20)] public byte? F { get; init; }
}
