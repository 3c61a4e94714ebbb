[CustomResource("example.com", "v1")]
public sealed record AllowedSpec
{
    [Items(AllowedValues = [1, 2, 3])] public IReadOnlyList<int>? A { get; init; }
    [Values(AllowedValues = ["on", "off"])] public IReadOnlyDictionary<string, string>? B { get; init; }
    [Items(AllowedValues = [0.5, 2])] public IReadOnlyList<double>? C { get; init; }
}
