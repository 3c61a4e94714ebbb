// keys: 1.2.3
[CustomResource("example.com", "v1")]
public sealed record VersionKeysSpec
{
    public required IReadOnlyDictionary<Version, string> Names { get; init; }
    public Dictionary<Version, int>? Counts { get; init; }
}
