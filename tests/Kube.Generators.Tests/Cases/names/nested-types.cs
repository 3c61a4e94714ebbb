public static class Outer
{
    [CustomResource("example.com", "v1")]
    public sealed record InnerSpec { public required Part Part { get; init; } public Outer_Part? Twin { get; init; } }
    public sealed record Part(int Size);
}
public sealed record Outer_Part(string Name);
