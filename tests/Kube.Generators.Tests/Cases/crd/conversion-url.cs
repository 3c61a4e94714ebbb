[CustomResource("example.com", "v1")]
[ConversionWebhook(Url = "https://example.com/convert", ReviewVersions = ["v1", "v1beta1"])]
public sealed record ThingSpec
{
    public int? Size { get; init; }
}
