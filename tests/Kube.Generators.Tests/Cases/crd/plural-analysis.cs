[CustomResource("example.com", "v1")]
public sealed record AnalysisSpec
{
    public int? Size { get; init; }
}
