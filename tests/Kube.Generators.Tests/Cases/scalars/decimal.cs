[CustomResource("example.com", "v1")]
public sealed record SomeDecimalSpec
{
    public required decimal Given { get; init; }
    public decimal? Optional { get; init; }
    public IReadOnlyList<decimal> Many { get; init; } = [];
    public IReadOnlyDictionary<string, decimal>? Named { get; init; }
    public IReadOnlyList<decimal?>? Gaps { get; init; }
    public decimal WithDefault { get; init; } = 9.99m;
}
