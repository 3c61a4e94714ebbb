[CustomResource("example.com", "v1")]
public sealed record PositionalLikeGeneratedSpec
{
    public required Like Like { get; init; }
}
public sealed record Like(int value, string reader, int name, string? Value2, int theValue);
