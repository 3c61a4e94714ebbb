// text: 17:30:00 00:00:00.5
[CustomResource("example.com", "v1")]
public sealed record SomeTimeOnlySpec
{
    public required TimeOnly Given { get; init; }
    public TimeOnly? Optional { get; init; }
    public IReadOnlyList<TimeOnly> Many { get; init; } = [];
    public IReadOnlyDictionary<string, TimeOnly>? Named { get; init; }
    public IReadOnlyList<TimeOnly?>? Gaps { get; init; }
}
