[CustomResource("example.com", "v1")]
public sealed record SomeFrozenDictionarySpec
{
    public required System.Collections.Frozen.FrozenDictionary<string, int> Numbers { get; init; }
    public System.Collections.Frozen.FrozenDictionary<string, string?>? Words { get; init; }
    public System.Collections.Frozen.FrozenDictionary<string, Item>? Items { get; init; }
}
public sealed record Item(string Name);
