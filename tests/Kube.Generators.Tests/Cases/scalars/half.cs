[CustomResource("example.com", "v1")]
public sealed record SomeHalfSpec
{
    public required Half Given { get; init; }
    public Half? Optional { get; init; }
    public IReadOnlyList<Half> Many { get; init; } = [];
    public IReadOnlyDictionary<string, Half>? Named { get; init; }
    public IReadOnlyList<Half?>? Gaps { get; init; }
}
