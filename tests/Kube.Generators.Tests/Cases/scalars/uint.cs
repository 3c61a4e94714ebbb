[CustomResource("example.com", "v1")]
public sealed record SomeUintSpec
{
    public required uint Given { get; init; }
    public uint? Optional { get; init; }
    public IReadOnlyList<uint> Many { get; init; } = [];
    public IReadOnlyDictionary<string, uint>? Named { get; init; }
    public IReadOnlyList<uint?>? Gaps { get; init; }
    public uint WithDefault { get; init; } = 7;
}
