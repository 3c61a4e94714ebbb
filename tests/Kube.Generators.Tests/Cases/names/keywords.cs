[CustomResource("example.com", "v1")]
public sealed record KeywordsSpec
{
    public int? @class { get; init; }
    public required string @namespace { get; init; }
    public int @if { get; set; }
}
