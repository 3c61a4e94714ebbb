[CustomResource("example.com", "v1")]
public sealed record SomeReadOnlyDictionarySpec
{
    public required System.Collections.ObjectModel.ReadOnlyDictionary<string, int> Numbers { get; init; }
    public System.Collections.ObjectModel.ReadOnlyDictionary<string, string?>? Words { get; init; }
    public System.Collections.ObjectModel.ReadOnlyDictionary<string, Item>? Items { get; init; }
}
public sealed record Item(string Name);
