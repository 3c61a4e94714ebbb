[CustomResource("example.com", "v1")]
public sealed class ExtensionDataAsTreeSpec
{
    public string? Known { get; set; }
    [JsonExtensionData] public JsonObject? Rest { get; set; }
}
