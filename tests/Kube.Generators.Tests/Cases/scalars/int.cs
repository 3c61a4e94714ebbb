[CustomResource("example.com", "v1")]
public sealed record SomeIntSpec
{
    public required int Given { get; init; }
    public int? Optional { get; init; }
    public IReadOnlyList<int> Many { get; init; } = [];
    public IReadOnlyDictionary<string, int>? Named { get; init; }
    public IReadOnlyList<int?>? Gaps { get; init; }
    public int WithDefault { get; init; } = 3;
}
