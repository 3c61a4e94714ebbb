[CustomResource("example.com", "v1")]
public sealed record SomeMemoryOfBytesSpec
{
    public required ReadOnlyMemory<byte> Given { get; init; }
    public ReadOnlyMemory<byte>? Optional { get; init; }
    public IReadOnlyList<ReadOnlyMemory<byte>> Many { get; init; } = [];
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? Named { get; init; }
}
