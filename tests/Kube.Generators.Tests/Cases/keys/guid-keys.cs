// keys: 6f9619ff-8b86-d011-b42d-00c04fc964ff
[CustomResource("example.com", "v1")]
public sealed record GuidKeysSpec
{
    public required IReadOnlyDictionary<Guid, string> Names { get; init; }
    public Dictionary<Guid, int>? Counts { get; init; }
}
