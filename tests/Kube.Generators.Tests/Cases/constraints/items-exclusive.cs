[CustomResource("example.com", "v1")]
public sealed record ItemsSpec
{
    [Items(Minimum = 0, Maximum = 1, MinimumIsExclusive = true)] public IReadOnlyList<double>? A { get; init; }
    [Values(Minimum = 0, Maximum = 9, MaximumIsExclusive = true)] public IReadOnlyDictionary<string, int>? B { get; init; }
}
