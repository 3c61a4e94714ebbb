[CustomResource("example.com", "v1")]
public sealed record SomeStringSpec
{
    public required string Given { get; init; }
    public string? Optional { get; init; }
    public IReadOnlyList<string> Many { get; init; } = [];
    public IReadOnlyDictionary<string, string>? Named { get; init; }
    public IReadOnlyList<string?>? Gaps { get; init; }
    public string WithDefault { get; init; } = "hello";
}
