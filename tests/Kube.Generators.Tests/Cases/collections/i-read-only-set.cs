[CustomResource("example.com", "v1")]
public sealed record SomeIReadOnlySetSpec
{
    public required IReadOnlySet<int> Numbers { get; init; }
    public IReadOnlySet<string>? Words { get; init; }
}
