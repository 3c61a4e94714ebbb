[CustomResource("example.com", "v1")]
public sealed record SomeLongSpec
{
    public required long Given { get; init; }
    public long? Optional { get; init; }
    public IReadOnlyList<long> Many { get; init; } = [];
    public IReadOnlyDictionary<string, long>? Named { get; init; }
    public IReadOnlyList<long?>? Gaps { get; init; }
    public long WithDefault { get; init; } = 1234567890123;
}
