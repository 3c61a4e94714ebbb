// keys: 1 2 255
[CustomResource("example.com", "v1")]
public sealed record ByteKeysSpec
{
    public required IReadOnlyDictionary<byte, string> Names { get; init; }
    public Dictionary<byte, int>? Counts { get; init; }
}
