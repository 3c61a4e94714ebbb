[CustomResource("example.com", "v1")]
public sealed record NestedSpec
{
    public required Kind A { get; init; }
    public enum Kind { One, Two }
}
