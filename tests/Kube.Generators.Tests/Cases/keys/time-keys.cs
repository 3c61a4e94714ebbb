// keys: 17:30:00
[CustomResource("example.com", "v1")]
public sealed record TimeKeysSpec
{
    public required IReadOnlyDictionary<TimeOnly, string> Names { get; init; }
    public Dictionary<TimeOnly, int>? Counts { get; init; }
}
