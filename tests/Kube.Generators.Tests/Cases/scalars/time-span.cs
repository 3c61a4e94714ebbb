[CustomResource("example.com", "v1")]
public sealed record SomeTimeSpanSpec
{
    public required TimeSpan Given { get; init; }
    public TimeSpan? Optional { get; init; }
    public IReadOnlyList<TimeSpan> Many { get; init; } = [];
    public IReadOnlyDictionary<string, TimeSpan>? Named { get; init; }
    public IReadOnlyList<TimeSpan?>? Gaps { get; init; }
    public TimeSpan WithDefault { get; init; } = TimeSpan.FromMinutes(5);
}
