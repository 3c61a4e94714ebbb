[CustomResource("example.com", "v1")]
public sealed record SomeShortSpec
{
    public required short Given { get; init; }
    public short? Optional { get; init; }
    public IReadOnlyList<short> Many { get; init; } = [];
    public IReadOnlyDictionary<string, short>? Named { get; init; }
    public IReadOnlyList<short?>? Gaps { get; init; }
    public short WithDefault { get; init; } = -300;
}
