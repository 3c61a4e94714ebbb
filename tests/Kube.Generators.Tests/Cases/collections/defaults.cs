[CustomResource("example.com", "v1")]
public sealed record SomeDefaultsSpec
{
    public string[] Words { get; init; } = ["a", "b"];
    public List<int> Numbers { get; init; } = new() { 1, 2 };
    public int[] Others { get; init; } = new[] { 3 };
    public List<string> None { get; init; } = new List<string>();
    public int[] Empty { get; init; } = Array.Empty<int>();
    public Dictionary<string, int> Map { get; init; } = [];
}
