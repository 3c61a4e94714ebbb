// keys: https://example.com/a
[CustomResource("example.com", "v1")]
public sealed record UriKeysSpec
{
    public required IReadOnlyDictionary<Uri, string> Names { get; init; }
    public Dictionary<Uri, int>? Counts { get; init; }
}
