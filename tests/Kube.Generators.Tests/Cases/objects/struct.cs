[CustomResource("example.com", "v1")]
public sealed record GridSpec(Point Origin, Point? Corner, Mutable Plain)
{
    public required Sealed Late { get; init; }
}
public readonly record struct Point(int X, int Y = 7);
public struct Mutable { public int A { get; set; } public string? B { get; init; } }
public struct Sealed { public required string Key { get; init; } }
