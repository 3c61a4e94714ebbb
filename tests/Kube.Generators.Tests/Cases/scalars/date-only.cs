[CustomResource("example.com", "v1")]
public sealed record SomeDateOnlySpec
{
    public required DateOnly Given { get; init; }
    public DateOnly? Optional { get; init; }
    public IReadOnlyList<DateOnly> Many { get; init; } = [];
    public IReadOnlyDictionary<string, DateOnly>? Named { get; init; }
    public IReadOnlyList<DateOnly?>? Gaps { get; init; }
}
