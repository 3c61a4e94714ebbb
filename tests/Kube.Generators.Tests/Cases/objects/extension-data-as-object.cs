[CustomResource("example.com", "v1")]
public sealed class ExtensionDataAsObjectSpec
{
    public string? Known { get; set; }
    [JsonExtensionData] public IDictionary<string, object>? Rest { get; set; }
}
