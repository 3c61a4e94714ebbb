// keys: 1h30m0s
[CustomResource("example.com", "v1")]
public sealed record TimeSpanKeysSpec
{
    public required IReadOnlyDictionary<TimeSpan, string> Names { get; init; }
    public Dictionary<TimeSpan, int>? Counts { get; init; }
}
