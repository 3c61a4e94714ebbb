// keys: 1 -2 30
[CustomResource("example.com", "v1")]
public sealed record IntKeysSpec
{
    public required IReadOnlyDictionary<int, string> Names { get; init; }
    public Dictionary<int, int>? Counts { get; init; }
}
