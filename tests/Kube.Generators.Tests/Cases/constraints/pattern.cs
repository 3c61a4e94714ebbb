// text: a b
[CustomResource("example.com", "v1")]
public sealed record PatternSpec
{
    [RegularExpression("[a-z]+")] public string? A { get; init; }
    [RegularExpression("^[a-z]$")] public string? B { get; init; }
    [RegularExpression("a|b")] public string? C { get; init; }
}
