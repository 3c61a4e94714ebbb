[CustomResource("example.com", "v1")]
public sealed record RequiredNullSpec
{
    public required string? Note { get; init; }
    public required int? Count { get; init; }
    [Required] public string? Named { get; init; }
    [JsonRequired] public int Size { get; set; }
}
