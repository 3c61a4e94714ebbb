[CustomResource("example.com", "v1")]
public sealed record SomeReadOnlyCollectionSpec
{
    public required System.Collections.ObjectModel.ReadOnlyCollection<int> Numbers { get; init; }
    public System.Collections.ObjectModel.ReadOnlyCollection<string?>? Words { get; init; }
    public System.Collections.ObjectModel.ReadOnlyCollection<Item>? Items { get; init; }
}
public sealed record Item(string Name);
