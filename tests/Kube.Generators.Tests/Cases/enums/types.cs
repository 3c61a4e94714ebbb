[CustomResource("example.com", "v1")]
public sealed record TypesSpec
{
    public required A1 A { get; init; }
    public B1 B { get; init; } = B1.Two;
}
public enum A1 : byte { One = 1 }
public enum B1 : long { One = long.MinValue, Two = long.MaxValue }
