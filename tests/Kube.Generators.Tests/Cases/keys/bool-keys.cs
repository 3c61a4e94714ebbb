// keys: true
[CustomResource("example.com", "v1")]
public sealed record BoolKeysSpec
{
    public required IReadOnlyDictionary<bool, string> Names { get; init; }
    public Dictionary<bool, int>? Counts { get; init; }
}
