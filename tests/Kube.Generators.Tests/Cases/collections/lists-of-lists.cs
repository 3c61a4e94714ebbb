[CustomResource("example.com", "v1")]
public sealed record SomeListsOfListsSpec
{
    public required List<List<string>> Rows { get; init; }
    public int?[]?[]? Gaps { get; init; }
}
