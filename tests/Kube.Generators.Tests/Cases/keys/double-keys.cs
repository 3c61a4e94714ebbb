// keys: 0.5
[CustomResource("example.com", "v1")]
public sealed record DoubleKeysSpec
{
    public required IReadOnlyDictionary<double, string> Names { get; init; }
    public Dictionary<double, int>? Counts { get; init; }
}
