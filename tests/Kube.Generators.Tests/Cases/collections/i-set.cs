[CustomResource("example.com", "v1")]
public sealed record SomeISetSpec
{
    public required ISet<int> Numbers { get; init; }
    public ISet<string>? Words { get; init; }
}
