[CustomResource("example.com", "v1")]
public sealed record GatewaySpec
{
    public int? Size { get; init; }
}
