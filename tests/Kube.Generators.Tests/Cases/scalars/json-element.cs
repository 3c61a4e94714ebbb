[CustomResource("example.com", "v1")]
public sealed record SomeJsonElementSpec
{
    public required JsonElement Given { get; init; }
    public JsonElement? Optional { get; init; }
    public IReadOnlyList<JsonElement> Many { get; init; } = [];
    public IReadOnlyDictionary<string, JsonElement>? Named { get; init; }
}
