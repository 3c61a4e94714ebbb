[CustomResource("example.com", "v1")]
public sealed record LikeGeneratedSpec
{
    public int? Value { get; init; }
    public int? Reader { get; init; }
    public int? Name { get; init; }
    public int? Writer { get; init; }
    public int? Missing0 { get; init; }
    public int? TheValue { get; init; }
    public int? New { get; init; }
    public int? Metadata { get; init; }
    public int? ApiVersion { get; init; }
    public int? Kind { get; init; }
}
