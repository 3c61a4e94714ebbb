[CustomResource("example.com", "v1")]
public sealed record OddNamesSpec
{
    public required Choice Choice { get; init; }
}
[JsonPolymorphic(TypeDiscriminatorPropertyName = "choice-kind")]
[JsonDerivedType(typeof(First), "1")]
[JsonDerivedType(typeof(Second), "2")]
public abstract record Choice;
public sealed record First : Choice { [JsonPropertyName("x-y")] public required int XY { get; init; } }
public sealed record Second : Choice { [JsonPropertyName("in")] public int? In { get; init; } }
