[CustomResource("example.com", "v1")]
public sealed record ChildSpec
{
    public int? Size { get; init; }
}
