// text: 1.2.3 1.0
[CustomResource("example.com", "v1")]
public sealed record SomeVersionSpec
{
    public required Version Given { get; init; }
    public Version? Optional { get; init; }
    public IReadOnlyList<Version> Many { get; init; } = [];
    public IReadOnlyDictionary<string, Version>? Named { get; init; }
    public IReadOnlyList<Version?>? Gaps { get; init; }
}
