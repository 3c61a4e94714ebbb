[CustomResource("example.com", "v1")]
public sealed record SomeSbyteSpec
{
    public required sbyte Given { get; init; }
    public sbyte? Optional { get; init; }
    public IReadOnlyList<sbyte> Many { get; init; } = [];
    public IReadOnlyDictionary<string, sbyte>? Named { get; init; }
    public IReadOnlyList<sbyte?>? Gaps { get; init; }
    public sbyte WithDefault { get; init; } = -5;
}
