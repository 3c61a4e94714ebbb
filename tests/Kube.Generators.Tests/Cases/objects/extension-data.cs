[CustomResource("example.com", "v1")]
public sealed record ExtensionDataSpec
{
    public string? Known { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Rest { get; init; }
}
