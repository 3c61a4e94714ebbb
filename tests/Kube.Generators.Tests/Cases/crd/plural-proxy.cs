[CustomResource("example.com", "v1")]
public sealed record ProxySpec
{
    public int? Size { get; init; }
}
