[CustomResource("example.com", "v1")]
public sealed record SomeDateTimeOffsetSpec
{
    public required DateTimeOffset Given { get; init; }
    public DateTimeOffset? Optional { get; init; }
    public IReadOnlyList<DateTimeOffset> Many { get; init; } = [];
    public IReadOnlyDictionary<string, DateTimeOffset>? Named { get; init; }
    public IReadOnlyList<DateTimeOffset?>? Gaps { get; init; }
}
