[CustomResource("example.com", "v1")]
public sealed record SomeSortedDictionarySpec
{
    public required SortedDictionary<string, int> Numbers { get; init; }
    public SortedDictionary<string, string?>? Words { get; init; }
    public SortedDictionary<string, Item>? Items { get; init; }
}
public sealed record Item(string Name);
