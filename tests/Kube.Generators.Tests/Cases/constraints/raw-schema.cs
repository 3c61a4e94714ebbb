// text: abc
[CustomResource("example.com", "v1")]
public sealed record RawSchemaSpec
{
    [RawSchema("{\"type\":\"string\",\"maxLength\":3}")] public string? A { get; init; }
    [RawSchema("{\"x-kubernetes-preserve-unknown-fields\":true}")] public JsonElement? B { get; init; }
}
