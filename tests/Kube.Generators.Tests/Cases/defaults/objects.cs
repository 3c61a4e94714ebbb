[CustomResource("example.com", "v1")]
public sealed record ObjectsSpec
{
    public Part A { get; init; } = new();
    public Part B { get; init; } = new Part();
}
public sealed record Part { public int Size { get; init; } = 2; public string? Note { get; init; } }
