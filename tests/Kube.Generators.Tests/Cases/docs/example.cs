[CustomResource("example.com", "v1")]
public sealed record ExampleSpec
{
    [Example("3")] public int? Size { get; init; }
    [Example("\"x\"")] public string? Name { get; init; }
    [Example("{\"a\":[1]}")] public JsonObject? Any { get; init; }
}
