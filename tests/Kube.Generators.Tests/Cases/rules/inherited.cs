// own rules
[CustomResource("example.com", "v1")]
[Rule("self.a <= self.c", Message = "own")]
public sealed record InheritedSpec : Middle { public int C { get; init; } = 3; }
[Rule("self.a <= self.b", Message = "of the middle")]
public abstract record Middle : Bottom { public int B { get; init; } = 2; }
[Rule("self.a > 0", Message = "of the bottom")]
[AtMostOneOf(nameof(X), nameof(Y))]
public abstract record Bottom { public int A { get; init; } = 1; public string? X { get; init; } public string? Y { get; init; } }
