// keys: -1 1
[CustomResource("example.com", "v1")]
public sealed record ShortKeysSpec
{
    public required IReadOnlyDictionary<short, string> Names { get; init; }
    public Dictionary<short, int>? Counts { get; init; }
}
