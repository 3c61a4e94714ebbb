[CustomResource("example.com", "v1")]
public sealed record SomeIntOrStringSpec
{
    public required IntOrString Given { get; init; }
    public IntOrString? Optional { get; init; }
    public IReadOnlyList<IntOrString> Many { get; init; } = [];
    public IReadOnlyDictionary<string, IntOrString>? Named { get; init; }
    public IReadOnlyList<IntOrString?>? Gaps { get; init; }
}
