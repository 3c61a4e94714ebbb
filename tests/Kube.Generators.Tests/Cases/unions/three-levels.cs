[CustomResource("example.com", "v1")]
public sealed record ThreeLevelsSpec
{
    public required Node Node { get; init; }
}
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Leaf), "leaf")]
[JsonDerivedType(typeof(Branch), "branch")]
[JsonDerivedType(typeof(BigBranch), "big-branch")]
public abstract record Node { public required int Id { get; init; } }
public sealed record Leaf : Node { public string? Color { get; init; } }
public record Branch : Node { public required int Twigs { get; init; } }
public sealed record BigBranch : Branch { public required double Girth { get; init; } }
