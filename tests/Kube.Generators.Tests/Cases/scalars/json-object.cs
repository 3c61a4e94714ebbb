[CustomResource("example.com", "v1")]
public sealed record SomeJsonObjectSpec
{
    public required JsonObject Given { get; init; }
    public JsonObject? Optional { get; init; }
    public IReadOnlyList<JsonObject> Many { get; init; } = [];
    public IReadOnlyDictionary<string, JsonObject>? Named { get; init; }
}
