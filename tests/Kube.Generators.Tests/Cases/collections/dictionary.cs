[CustomResource("example.com", "v1")]
public sealed record SomeDictionarySpec
{
    public required Dictionary<string, int> Numbers { get; init; }
    public Dictionary<string, string?>? Words { get; init; }
    public Dictionary<string, Item>? Items { get; init; }
}
public sealed record Item(string Name);
