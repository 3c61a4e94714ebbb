// keys: 0.5
[CustomResource("example.com", "v1")]
public sealed record HalfKeysSpec
{
    public required IReadOnlyDictionary<Half, string> Names { get; init; }
    public Dictionary<Half, int>? Counts { get; init; }
}
