// keys: a
[CustomResource("example.com", "v1")]
public sealed record CharKeysSpec
{
    public required IReadOnlyDictionary<char, string> Names { get; init; }
    public Dictionary<char, int>? Counts { get; init; }
}
