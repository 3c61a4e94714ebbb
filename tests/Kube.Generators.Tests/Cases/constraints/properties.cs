[CustomResource("example.com", "v1")]
public sealed record PropertiesSpec
{
    [MinProperties(1), MaxProperties(2)] public IReadOnlyDictionary<string, int>? A { get; init; }
    public Few? B { get; init; }
}
[MinProperties(1)]
public sealed record Few { public required int A { get; init; } public int? C { get; init; } }
