[CustomResource("example.com", "v1")]
public sealed record IndexSpec
{
    public int? Size { get; init; }
}
