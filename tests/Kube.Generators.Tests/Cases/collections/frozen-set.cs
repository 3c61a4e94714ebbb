[CustomResource("example.com", "v1")]
public sealed record SomeFrozenSetSpec
{
    public required System.Collections.Frozen.FrozenSet<int> Numbers { get; init; }
    public System.Collections.Frozen.FrozenSet<string>? Words { get; init; }
}
