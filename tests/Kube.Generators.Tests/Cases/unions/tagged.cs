[CustomResource("example.com", "v1")]
public sealed record TaggedSpec
{
    public required Shape Shape { get; init; }
    public IReadOnlyList<Shape>? More { get; init; }
}
/// <summary>What is drawn.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
public abstract record Shape { public string? Name { get; init; } }
public sealed record Circle(double Radius) : Shape;
public sealed record Square : Shape { public required int Side { get; init; } public int Border { get; init; } = 1; }
