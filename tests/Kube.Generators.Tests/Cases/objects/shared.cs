[CustomResource("example.com", "v1")]
public sealed record SharedSpec
{
    public Part? A { get; init; }
    public IReadOnlyList<Part> B { get; init; } = [];
    public IReadOnlyDictionary<string, Part>? C { get; init; }
}
public sealed record Part(int Size);
