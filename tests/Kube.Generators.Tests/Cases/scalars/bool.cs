[CustomResource("example.com", "v1")]
public sealed record SomeBoolSpec
{
    public required bool Given { get; init; }
    public bool? Optional { get; init; }
    public IReadOnlyList<bool> Many { get; init; } = [];
    public IReadOnlyDictionary<string, bool>? Named { get; init; }
    public IReadOnlyList<bool?>? Gaps { get; init; }
    public bool WithDefault { get; init; } = true;
}
