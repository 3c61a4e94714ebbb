[CustomResource("example.com", "v1")]
public sealed record OrderSpec
{
    [JsonPropertyOrder(2)] public int? Last { get; init; }
    public int? First { get; init; }
    [JsonPropertyOrder(1)] public int? Middle { get; init; }
}
