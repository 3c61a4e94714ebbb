[CustomResource("example.com", "v1")]
[CrdLabel("app.kubernetes.io/part-of", "acme")]
[CrdAnnotation("example.com/owner", "team: a")]
[CrdAnnotation("b", "")]
public sealed record ThingSpec
{
    public int? Size { get; init; }
}
