[CustomResource("example.com", "v1")]
public sealed record SomeIReadOnlyCollectionSpec
{
    public required IReadOnlyCollection<int> Numbers { get; init; }
    public IReadOnlyCollection<string?>? Words { get; init; }
    public IReadOnlyCollection<Item>? Items { get; init; }
}
public sealed record Item(string Name);
