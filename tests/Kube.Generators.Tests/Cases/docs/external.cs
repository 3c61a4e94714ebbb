[CustomResource("example.com", "v1")]
[ExternalDocs("https://example.com")]
public sealed record ExternalSpec
{
    [ExternalDocs("https://example.com/size", Description = "More")] public int? Size { get; init; }
}
