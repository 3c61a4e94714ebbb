[CustomResource("example.com", "v1")]
public sealed record PositionalSpec(string Name)
{
    public required int Size { get; init; }
    public int Depth { get; init; } = 4;
    public string? Note { get; set; }
}
