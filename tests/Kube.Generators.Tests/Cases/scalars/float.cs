[CustomResource("example.com", "v1")]
public sealed record SomeFloatSpec
{
    public required float Given { get; init; }
    public float? Optional { get; init; }
    public IReadOnlyList<float> Many { get; init; } = [];
    public IReadOnlyDictionary<string, float>? Named { get; init; }
    public IReadOnlyList<float?>? Gaps { get; init; }
    public float WithDefault { get; init; } = 1.5f;
}
