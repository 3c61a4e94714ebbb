[CustomResource("example.com", "v1")]
public sealed record SomeBytesSpec
{
    public required byte[] Given { get; init; }
    public byte[]? Optional { get; init; }
    public IReadOnlyList<byte[]> Many { get; init; } = [];
    public IReadOnlyDictionary<string, byte[]>? Named { get; init; }
}
