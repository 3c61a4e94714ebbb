[CustomResource("example.com", "v1")]
public sealed record SomeIListSpec
{
    public required IList<int> Numbers { get; init; }
    public IList<string?>? Words { get; init; }
    public IList<Item>? Items { get; init; }
}
public sealed record Item(string Name);
