[CustomResource("example.com", "v1")]
public sealed record SomeSortedSetSpec
{
    public required SortedSet<int> Numbers { get; init; }
    public SortedSet<string>? Words { get; init; }
}
