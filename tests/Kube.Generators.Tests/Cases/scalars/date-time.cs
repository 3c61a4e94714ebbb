[CustomResource("example.com", "v1")]
public sealed record SomeDateTimeSpec
{
    public required DateTime Given { get; init; }
    public DateTime? Optional { get; init; }
    public IReadOnlyList<DateTime> Many { get; init; } = [];
    public IReadOnlyDictionary<string, DateTime>? Named { get; init; }
    public IReadOnlyList<DateTime?>? Gaps { get; init; }
}
