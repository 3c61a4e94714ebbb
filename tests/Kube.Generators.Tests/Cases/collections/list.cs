[CustomResource("example.com", "v1")]
public sealed record SomeListSpec
{
    public required List<int> Numbers { get; init; }
    public List<string?>? Words { get; init; }
    public List<Item>? Items { get; init; }
}
public sealed record Item(string Name);
