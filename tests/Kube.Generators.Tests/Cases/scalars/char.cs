// text: x ß
[CustomResource("example.com", "v1")]
public sealed record SomeCharSpec
{
    public required char Given { get; init; }
    public char? Optional { get; init; }
    public IReadOnlyList<char> Many { get; init; } = [];
    public IReadOnlyDictionary<string, char>? Named { get; init; }
    public IReadOnlyList<char?>? Gaps { get; init; }
    public char WithDefault { get; init; } = 'x';
}
