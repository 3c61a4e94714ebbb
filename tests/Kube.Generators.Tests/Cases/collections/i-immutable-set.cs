[CustomResource("example.com", "v1")]
public sealed record IImmutableSetSpec
{
    public required IImmutableSet<int> Numbers { get; init; }
    public IImmutableSet<string>? Words { get; init; }
}
