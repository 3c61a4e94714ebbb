[CustomResource("example.com", "v1")]
public sealed record ManyOfOneLengthSpec
{
    public string? Pa1 { get; init; }
    public string? Pa2 { get; init; }
    public string? Pa3 { get; init; }
    public string? Pa4 { get; init; }
    public string? Pb1 { get; init; }
    public string? Pb2 { get; init; }
    public string? Pb3 { get; init; }
    public string? Pb4 { get; init; }
    public string? Pc1 { get; init; }
    public string? Pc2 { get; init; }
    public string? Pc3 { get; init; }
    public string? Pc4 { get; init; }
    public string? Pd1 { get; init; }
    public string? Pd2 { get; init; }
    public string? Pd3 { get; init; }
    public string? Pd4 { get; init; }
}
