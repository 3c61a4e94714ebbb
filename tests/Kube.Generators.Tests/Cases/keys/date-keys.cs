// keys: 2026-11-20
[CustomResource("example.com", "v1")]
public sealed record DateKeysSpec
{
    public required IReadOnlyDictionary<DateOnly, string> Names { get; init; }
    public Dictionary<DateOnly, int>? Counts { get; init; }
}
