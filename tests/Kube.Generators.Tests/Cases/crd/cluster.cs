[CustomResource("example.com", "v1", Scope = ResourceScope.Cluster)]
public sealed record ThingSpec
{
    public int? Size { get; init; }
}
