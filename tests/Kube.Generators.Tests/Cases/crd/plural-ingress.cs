[CustomResource("example.com", "v1")]
public sealed record IngressSpec
{
    public int? Size { get; init; }
}
