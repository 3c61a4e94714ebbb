[CustomResource("example.com", "v1")]
public sealed record SomeMemorySpec
{
    public required ReadOnlyMemory<int> Numbers { get; init; }
}
