[CustomResource("example.com", "v1")]
public sealed record NestedSpec
{
    public required Level One { get; init; }
    public Level Two { get; init; } = new();
    public Level? Three { get; init; }
}
/// <summary>A level.</summary>
public sealed record Level { public int Depth { get; init; } = 1; public string Name { get; init; } = "x"; public Leaf Leaf { get; init; } = new(); }
public sealed record Leaf { public bool Green { get; init; } = true; }
