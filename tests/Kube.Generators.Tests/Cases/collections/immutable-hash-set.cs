[CustomResource("example.com", "v1")]
public sealed record SomeImmutableHashSetSpec
{
    public required ImmutableHashSet<int> Numbers { get; init; }
    public ImmutableHashSet<string>? Words { get; init; }
}
