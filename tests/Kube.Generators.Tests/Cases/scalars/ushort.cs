[CustomResource("example.com", "v1")]
public sealed record SomeUshortSpec
{
    public required ushort Given { get; init; }
    public ushort? Optional { get; init; }
    public IReadOnlyList<ushort> Many { get; init; } = [];
    public IReadOnlyDictionary<string, ushort>? Named { get; init; }
    public IReadOnlyList<ushort?>? Gaps { get; init; }
    public ushort WithDefault { get; init; } = 65535;
}
