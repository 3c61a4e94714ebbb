[CustomResource("example.com", "v1")]
public sealed record ImmutableSortedSetSpec
{
    public required ImmutableSortedSet<int> Numbers { get; init; }
    public ImmutableSortedSet<string>? Words { get; init; }
}
