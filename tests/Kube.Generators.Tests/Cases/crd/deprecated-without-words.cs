[CustomResource("example.com", "v1")]
[Obsolete]
public sealed record ThingSpec
{
    public int? Size { get; init; }
}
