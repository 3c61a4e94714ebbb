[CustomResource("example.com", "v1")]
public sealed record MultipleOfSpec
{
    [MultipleOf(5)] public int? A { get; init; }
    [MultipleOf(2), Range(0, 10)] public double? B { get; init; }
}
