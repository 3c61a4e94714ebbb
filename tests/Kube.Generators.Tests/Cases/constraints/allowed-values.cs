[CustomResource("example.com", "v1")]
public sealed record AllowedValuesSpec
{
    [AllowedValues("a", "b")] public string? A { get; init; }
    [AllowedValues(1, 2, 3)] public int B { get; init; } = 2;
    [AllowedValues(0.5, 1.0)] public double? C { get; init; }
}
