[CustomResource("example.com", "v1")]
public sealed record StringKeysSpec
{
    public required IReadOnlyDictionary<string, string> Names { get; init; }
    public Dictionary<string, int>? Counts { get; init; }
}
