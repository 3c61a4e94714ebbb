[CustomResource("example.com", "v1")]
public sealed record SomeJsonArraySpec
{
    public required JsonArray Given { get; init; }
    public JsonArray? Optional { get; init; }
    public IReadOnlyList<JsonArray> Many { get; init; } = [];
    public IReadOnlyDictionary<string, JsonArray>? Named { get; init; }
}
