// own rules
[CustomResource("example.com", "v1")]
[ExactlyOneOf("a", "b")]
[AtMostOneOf("c", "d")]
public sealed record TwoGroupsSpec
{
    public string? A { get; init; }
    public int? B { get; init; }
    public string? C { get; init; }
    public int? D { get; init; }
}
