[CustomResource("example.com", "v1")]
public sealed record SomeImmutableArraySpec
{
    public required ImmutableArray<int> Numbers { get; init; }
    public ImmutableArray<string?>? Words { get; init; }
    public ImmutableArray<Item>? Items { get; init; }
}
public sealed record Item(string Name);
