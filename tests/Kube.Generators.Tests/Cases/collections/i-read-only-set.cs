[CustomResource("example.com", "v1")]
public sealed record IReadOnlySetSpec
{
    public required IReadOnlySet<int> Numbers { get; init; }
    public IReadOnlySet<string>? Words { get; init; }
}
