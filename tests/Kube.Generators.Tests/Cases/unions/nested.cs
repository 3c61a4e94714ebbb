[CustomResource("example.com", "v1")]
public sealed record NestedSpec
{
    public required Outer Outer { get; init; }
}
[JsonPolymorphic(TypeDiscriminatorPropertyName = "outer")]
[JsonDerivedType(typeof(Holder), "holder")]
[JsonDerivedType(typeof(Nothing), "it's nothing")]
public abstract record Outer;
public sealed record Holder(Inner Inner) : Outer;
public sealed record Nothing : Outer;
[JsonPolymorphic(TypeDiscriminatorPropertyName = "inner")]
[JsonDerivedType(typeof(One), "one")]
public abstract record Inner;
public sealed record One(int Value) : Inner;
