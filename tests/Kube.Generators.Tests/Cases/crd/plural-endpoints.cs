[CustomResource("example.com", "v1")]
public sealed record EndpointsSpec
{
    public int? Size { get; init; }
}
