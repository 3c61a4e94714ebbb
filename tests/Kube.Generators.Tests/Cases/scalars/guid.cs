[CustomResource("example.com", "v1")]
public sealed record SomeGuidSpec
{
    public required Guid Given { get; init; }
    public Guid? Optional { get; init; }
    public IReadOnlyList<Guid> Many { get; init; } = [];
    public IReadOnlyDictionary<string, Guid>? Named { get; init; }
    public IReadOnlyList<Guid?>? Gaps { get; init; }
}
