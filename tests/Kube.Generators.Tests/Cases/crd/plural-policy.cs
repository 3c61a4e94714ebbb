[CustomResource("example.com", "v1")]
public sealed record PolicySpec
{
    public int? Size { get; init; }
}
