// keys: 0.25
[CustomResource("example.com", "v1")]
public sealed record FloatKeysSpec
{
    public required IReadOnlyDictionary<float, string> Names { get; init; }
    public Dictionary<float, int>? Counts { get; init; }
}
