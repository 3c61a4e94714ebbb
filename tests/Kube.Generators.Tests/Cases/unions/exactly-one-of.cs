// own rules
[CustomResource("example.com", "v1")]
[ExactlyOneOf(nameof(A), nameof(B), nameof(CD))]
public sealed record ExactlyOneOfSpec
{
    public string? A { get; init; }
    public int? B { get; init; }
    [JsonPropertyName("c-d")] public Part? CD { get; init; }
    public int? Other { get; init; }
}
public sealed record Part(int Size);
