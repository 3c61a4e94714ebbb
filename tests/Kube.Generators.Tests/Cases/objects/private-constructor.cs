[CustomResource("example.com", "v1")]
public sealed class HiddenSpec
{
    private HiddenSpec() { }
    public required string Name { get; init; }
    public int Level { get; init; } = 2;
}
