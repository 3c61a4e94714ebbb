[CustomResource("example.com", "v1")]
public sealed record PlainSpec
{
    public required Color A { get; init; }
    public Color? B { get; init; }
    public IReadOnlyList<Color>? C { get; init; }
    public ISet<Color>? D { get; init; }
    public IReadOnlyDictionary<string, Color>? E { get; init; }
    public Color?[]? F { get; init; }
}
/// <summary>A color.</summary>
public enum Color { Red, Green }
