[CustomResource("example.com", "v1")]
public sealed record SomeICollectionSpec
{
    public required ICollection<int> Numbers { get; init; }
    public ICollection<string?>? Words { get; init; }
    public ICollection<Item>? Items { get; init; }
}
public sealed record Item(string Name);
