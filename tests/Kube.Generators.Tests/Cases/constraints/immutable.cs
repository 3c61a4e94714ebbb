[CustomResource("example.com", "v1")]
public sealed record ImmutableSpec
{
    [Immutable] public required string A { get; init; }
    [Immutable] public int? B { get; init; }
    [Immutable, JsonPropertyName("c-d")] public int? C { get; init; }
    public Part? Part { get; init; }
}
[Immutable]
public sealed record Part(int Size);
