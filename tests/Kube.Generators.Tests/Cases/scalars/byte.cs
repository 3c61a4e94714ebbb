[CustomResource("example.com", "v1")]
public sealed record SomeByteSpec
{
    public required byte Given { get; init; }
    public byte? Optional { get; init; }
    public IReadOnlyList<byte> Many { get; init; } = [];
    public IReadOnlyDictionary<string, byte>? Named { get; init; }
    public IReadOnlyList<byte?>? Gaps { get; init; }
    public byte WithDefault { get; init; } = 200;
}
