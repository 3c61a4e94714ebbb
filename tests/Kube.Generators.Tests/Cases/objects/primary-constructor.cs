[CustomResource("example.com", "v1")]
public sealed class ThingSpec(string name, int size, string? note = "none")
{
    public string Name { get; } = name;
    public int Size { get; init; } = size;
    public string? Note { get; } = note;
    public string Mode { get; init; } = "fast";
}
