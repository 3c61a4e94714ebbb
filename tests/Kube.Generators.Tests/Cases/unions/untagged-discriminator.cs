// lenient
[CustomResource("example.com", "v1")]
public sealed record UntaggedDiscriminatorSpec
{
    public required Shape Shape { get; init; }
}
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
public abstract record Shape;
public sealed record Circle : Shape { public double? Radius { get; init; } }
public sealed record Square : Shape { public double? Side { get; init; } }
