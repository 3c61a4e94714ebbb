[CustomResource("example.com", "v1")]
public sealed record SomeQuantitySpec
{
    public required Quantity Given { get; init; }
    public Quantity? Optional { get; init; }
    public IReadOnlyList<Quantity> Many { get; init; } = [];
    public IReadOnlyDictionary<string, Quantity>? Named { get; init; }
    public IReadOnlyList<Quantity?>? Gaps { get; init; }
}
