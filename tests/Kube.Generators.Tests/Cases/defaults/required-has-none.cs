[CustomResource("example.com", "v1")]
public sealed record RequiredHasNoneSpec
{
    public required int A { get; init; } = 3;
}
