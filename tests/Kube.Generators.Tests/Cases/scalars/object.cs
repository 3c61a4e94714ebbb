[CustomResource("example.com", "v1")]
public sealed record SomeObjectSpec
{
    public required object Given { get; init; }
    public object? Optional { get; init; }
    public IReadOnlyList<object> Many { get; init; } = [];
    public IReadOnlyDictionary<string, object>? Named { get; init; }
}
