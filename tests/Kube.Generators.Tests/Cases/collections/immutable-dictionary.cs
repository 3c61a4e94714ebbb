[CustomResource("example.com", "v1")]
public sealed record SomeImmutableDictionarySpec
{
    public required ImmutableDictionary<string, int> Numbers { get; init; }
    public ImmutableDictionary<string, string?>? Words { get; init; }
    public ImmutableDictionary<string, Item>? Items { get; init; }
}
public sealed record Item(string Name);
