// keys: 2026-11-20T17:30:00Z
[CustomResource("example.com", "v1")]
public sealed record DateTimeKeysSpec
{
    public required IReadOnlyDictionary<DateTime, string> Names { get; init; }
    public Dictionary<DateTime, int>? Counts { get; init; }
}
