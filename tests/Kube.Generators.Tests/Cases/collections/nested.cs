[CustomResource("example.com", "v1")]
public sealed record NestedSpec
{
    public IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, int?>>> Deep { get; init; } = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, int?>>>();
}
