[CustomResource("example.com", "v1")]
public sealed record SomeIEnumerableSpec
{
    public required IEnumerable<int> Numbers { get; init; }
    public IEnumerable<string?>? Words { get; init; }
    public IEnumerable<Item>? Items { get; init; }
}
public sealed record Item(string Name);
