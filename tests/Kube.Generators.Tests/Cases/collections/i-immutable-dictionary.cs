[CustomResource("example.com", "v1")]
public sealed record SomeIImmutableDictionarySpec
{
    public required IImmutableDictionary<string, int> Numbers { get; init; }
    public IImmutableDictionary<string, string?>? Words { get; init; }
    public IImmutableDictionary<string, Item>? Items { get; init; }
}
public sealed record Item(string Name);
