// keys: 1.10
[CustomResource("example.com", "v1")]
public sealed record DecimalKeysSpec
{
    public required IReadOnlyDictionary<decimal, string> Names { get; init; }
    public Dictionary<decimal, int>? Counts { get; init; }
}
