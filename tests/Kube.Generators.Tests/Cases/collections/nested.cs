[CustomResource("example.com", "v1")]
public sealed record SomeNestedSpec
{
    public IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, int?>>> Deep { get; init; } = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, int?>>>();
}
