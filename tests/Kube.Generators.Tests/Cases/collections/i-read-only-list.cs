[CustomResource("example.com", "v1")]
public sealed record SomeIReadOnlyListSpec
{
    public required IReadOnlyList<int> Numbers { get; init; }
    public IReadOnlyList<string?>? Words { get; init; }
    public IReadOnlyList<Item>? Items { get; init; }
}
public sealed record Item(string Name);
