[CustomResource("example.com", "v1")]
public sealed record SomeImmutableListSpec
{
    public required ImmutableList<int> Numbers { get; init; }
    public ImmutableList<string?>? Words { get; init; }
    public ImmutableList<Item>? Items { get; init; }
}
public sealed record Item(string Name);
