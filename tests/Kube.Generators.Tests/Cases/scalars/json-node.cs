[CustomResource("example.com", "v1")]
public sealed record SomeJsonNodeSpec
{
    public required JsonNode Given { get; init; }
    public JsonNode? Optional { get; init; }
    public IReadOnlyList<JsonNode> Many { get; init; } = [];
    public IReadOnlyDictionary<string, JsonNode>? Named { get; init; }
}
