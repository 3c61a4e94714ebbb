[CustomResource("example.com", "v1")]
public sealed record SomeUlongSpec
{
    public required ulong Given { get; init; }
    public ulong? Optional { get; init; }
    public IReadOnlyList<ulong> Many { get; init; } = [];
    public IReadOnlyDictionary<string, ulong>? Named { get; init; }
    public IReadOnlyList<ulong?>? Gaps { get; init; }
    public ulong WithDefault { get; init; } = 9;
}
