[CustomResource("example.com", "v1", Served = false)]
public sealed record ThingSpec
{
    public int? Size { get; init; }
}
