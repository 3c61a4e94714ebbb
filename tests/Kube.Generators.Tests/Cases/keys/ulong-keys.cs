// keys: 1 2
[CustomResource("example.com", "v1")]
public sealed record UlongKeysSpec
{
    public required IReadOnlyDictionary<ulong, string> Names { get; init; }
    public Dictionary<ulong, int>? Counts { get; init; }
}
