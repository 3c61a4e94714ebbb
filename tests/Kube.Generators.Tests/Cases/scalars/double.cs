[CustomResource("example.com", "v1")]
public sealed record SomeDoubleSpec
{
    public required double Given { get; init; }
    public double? Optional { get; init; }
    public IReadOnlyList<double> Many { get; init; } = [];
    public IReadOnlyDictionary<string, double>? Named { get; init; }
    public IReadOnlyList<double?>? Gaps { get; init; }
    public double WithDefault { get; init; } = -2.25;
}
