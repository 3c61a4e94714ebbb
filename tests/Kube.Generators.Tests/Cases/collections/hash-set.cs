[CustomResource("example.com", "v1")]
public sealed record SomeHashSetSpec
{
    public required HashSet<int> Numbers { get; init; }
    public HashSet<string>? Words { get; init; }
}
