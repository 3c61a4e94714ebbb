[CustomResource("example.com", "v1")]
public sealed record SomeImmutableSortedDictionarySpec
{
    public required ImmutableSortedDictionary<string, int> Numbers { get; init; }
    public ImmutableSortedDictionary<string, string?>? Words { get; init; }
    public ImmutableSortedDictionary<string, Item>? Items { get; init; }
}
public sealed record Item(string Name);
