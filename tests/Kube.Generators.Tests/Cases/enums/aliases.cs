// lenient
[CustomResource("example.com", "v1")]
public sealed record AliasesSpec
{
    public required Level A { get; init; }
}
public enum Level { Low = 1, Minor = 1, High = 2 }
