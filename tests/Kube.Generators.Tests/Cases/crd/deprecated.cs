[CustomResource("example.com", "v1")]
[Obsolete("use v2")]
public sealed record ThingSpec
{
    public int? Size { get; init; }
}
