[CustomResource("example.com", "v1")]
public sealed record SomeUriSpec
{
    public required Uri Given { get; init; }
    public Uri? Optional { get; init; }
    public IReadOnlyList<Uri> Many { get; init; } = [];
    public IReadOnlyDictionary<string, Uri>? Named { get; init; }
    public IReadOnlyList<Uri?>? Gaps { get; init; }
}
