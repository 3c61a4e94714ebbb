[CustomResource("example.com", "v1")]
[ConversionWebhook(ServiceNamespace = "acme", ServiceName = "converter", ServicePath = "/convert", ServicePort = 8443)]
public sealed record ThingSpec
{
    public int? Size { get; init; }
}
