// text: abc
[CustomResource("example.com", "v1")]
public sealed record OnNullableSpec
{
    [Range(1, 5)] public int? A { get; init; }
    [MinLength(1), MaxLength(3)] public string? B { get; init; }
    [Nullable, Range(1, 5)] public int? C { get; init; }
}
