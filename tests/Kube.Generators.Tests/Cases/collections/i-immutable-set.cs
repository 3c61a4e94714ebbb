[CustomResource("example.com", "v1")]
public sealed record SomeIImmutableSetSpec
{
    public required IImmutableSet<int> Numbers { get; init; }
    public IImmutableSet<string>? Words { get; init; }
}
