[CustomResource("example.com", "v1")]
public sealed record ExplicitSpec
{
    [JsonPropertyName("URLPath")] public int? UrlPath { get; init; }
    [JsonPropertyName("with-dash")] public int? Dash { get; init; }
    [JsonPropertyName("with.dot")] public int? Dot { get; init; }
    [JsonPropertyName("$ref")] public int? Dollar { get; init; }
    [JsonPropertyName("")] public int? Empty { get; init; }
}
