// text: abc
[CustomResource("example.com", "v1")]
public sealed record ItemsSpec
{
    [Items(MinLength = 1, MaxLength = 63, Pattern = "^[a-z]*$")] public IReadOnlyList<string>? A { get; init; }
    [Items(Minimum = 0, Maximum = 9)] public IReadOnlyList<int>? B { get; init; }
    [Items(AllowedValues = ["x", "y"])] public IReadOnlyList<string>? C { get; init; }
    [Items(MultipleOf = 2)] public int[]? D { get; init; }
    [Items(Format = "hostname")] public string[]? E { get; init; }
}
