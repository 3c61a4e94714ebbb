[CustomResource("example.com", "v1")]
public sealed record TitlesSpec
{
    [Display(Name = "A title")] public string? A { get; init; }
}
