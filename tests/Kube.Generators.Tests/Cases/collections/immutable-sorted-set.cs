[CustomResource("example.com", "v1")]
public sealed record SomeImmutableSortedSetSpec
{
    public required ImmutableSortedSet<int> Numbers { get; init; }
    public ImmutableSortedSet<string>? Words { get; init; }
}
