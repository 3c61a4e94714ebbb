[CustomResource("example.com", "v1")]
public sealed record HashSetSpec
{
    public required HashSet<int> Numbers { get; init; }
    public HashSet<string>? Words { get; init; }
}
