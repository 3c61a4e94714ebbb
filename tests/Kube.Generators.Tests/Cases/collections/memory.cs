[CustomResource("example.com", "v1")]
public sealed record MemorySpec
{
    public required ReadOnlyMemory<int> Numbers { get; init; }
}
