[CustomResource("example.com", "v1")]
public sealed record SomeCollectionSpec
{
    public required System.Collections.ObjectModel.Collection<int> Numbers { get; init; }
    public System.Collections.ObjectModel.Collection<string?>? Words { get; init; }
    public System.Collections.ObjectModel.Collection<Item>? Items { get; init; }
}
public sealed record Item(string Name);
