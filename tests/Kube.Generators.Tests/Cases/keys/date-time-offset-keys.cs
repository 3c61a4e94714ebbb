// keys: 2026-11-20T17:30:00+02:00
[CustomResource("example.com", "v1")]
public sealed record DateTimeOffsetKeysSpec
{
    public required IReadOnlyDictionary<DateTimeOffset, string> Names { get; init; }
    public Dictionary<DateTimeOffset, int>? Counts { get; init; }
}
