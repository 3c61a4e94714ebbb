[CustomResource("example.com", "v1")]
public sealed class MadeSpec
{
    public MadeSpec(string name, int size = 3) { Name = name; Size = size; }
    public string Name { get; }
    public int Size { get; }
    public string? Note { get; init; }
}
