[CustomResource("example.com", "v1")]
public sealed record SomeIDictionarySpec
{
    public required IDictionary<string, int> Numbers { get; init; }
    public IDictionary<string, string?>? Words { get; init; }
    public IDictionary<string, Item>? Items { get; init; }
}
public sealed record Item(string Name);
