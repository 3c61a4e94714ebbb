// lenient
[CustomResource("example.com", "v1")]
public sealed record EmbeddedSpec
{
    [EmbeddedResource] public JsonObject? Template { get; init; }
    [EmbeddedResource] public JsonElement Other { get; init; }
}
