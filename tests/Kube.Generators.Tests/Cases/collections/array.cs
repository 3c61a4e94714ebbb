[CustomResource("example.com", "v1")]
public sealed record SomeArraySpec
{
    public required int[] Numbers { get; init; }
    public string?[]? Words { get; init; }
    public Item[][] Grid { get; init; } = [];
}
public sealed record Item(string Name);
