// keys: 1 9007199254740993
[CustomResource("example.com", "v1")]
public sealed record LongKeysSpec
{
    public required IReadOnlyDictionary<long, string> Names { get; init; }
    public Dictionary<long, int>? Counts { get; init; }
}
