// text: abc
[CustomResource("example.com", "v1")]
public sealed record LengthSpec
{
    [MinLength(1), MaxLength(10)] public string? A { get; init; }
    [Length(2, 4)] public string? B { get; init; }
    [StringLength(8, MinimumLength = 2)] public string? C { get; init; }
    [MinLength(1), MaxLength(3)] public int[]? D { get; init; }
    [Length(1, 2)] public IReadOnlyDictionary<string, int>? E { get; init; }
    [StringLength(5)] public string F { get; init; } = "";
}
