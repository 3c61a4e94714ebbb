[CustomResource("example.com", "v1")]
public sealed record MeshSpec
{
    public int? Size { get; init; }
}
