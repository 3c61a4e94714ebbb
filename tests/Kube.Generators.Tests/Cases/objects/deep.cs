[CustomResource("example.com", "v1")]
public sealed record DeepSpec
{
    public required A A { get; init; }
}
public sealed record A(B B);
public sealed record B(C C);
public sealed record C(D D);
public sealed record D(E[] E);
public sealed record E(IReadOnlyDictionary<string, F> F);
public sealed record F { public int? Deepest { get; init; } }
