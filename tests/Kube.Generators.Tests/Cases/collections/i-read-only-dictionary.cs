[CustomResource("example.com", "v1")]
public sealed record SomeIReadOnlyDictionarySpec
{
    public required IReadOnlyDictionary<string, int> Numbers { get; init; }
    public IReadOnlyDictionary<string, string?>? Words { get; init; }
    public IReadOnlyDictionary<string, Item>? Items { get; init; }
}
public sealed record Item(string Name);
