[CustomResource("example.com", "v1")]
public sealed record SomeIImmutableListSpec
{
    public required IImmutableList<int> Numbers { get; init; }
    public IImmutableList<string?>? Words { get; init; }
    public IImmutableList<Item>? Items { get; init; }
}
public sealed record Item(string Name);
