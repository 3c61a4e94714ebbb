// text: abc
[CustomResource("example.com", "v1")]
public sealed record ValuesSpec
{
    [Values(MinLength = 1, MaxLength = 5)] public IReadOnlyDictionary<string, string>? A { get; init; }
    [Values(Minimum = 1)] public IReadOnlyDictionary<string, int>? B { get; init; }
}
