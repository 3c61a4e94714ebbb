[CustomResource("example.com", "v1")]
public sealed record SomeSetOfObjectsSpec
{
    public ISet<Item> Items { get; init; } = new HashSet<Item>();
}
public sealed record Item(string Name);
