[CustomResource("example.com", "v1")]
public sealed record MapTypesSpec
{
    [MapType(MapType.Atomic)] public IReadOnlyDictionary<string, string>? Labels { get; init; }
    [MapType(MapType.Granular)] public IReadOnlyDictionary<string, string>? Others { get; init; }
    public Reference? Reference { get; init; }
}
[MapType(MapType.Atomic)]
public sealed record Reference(string Name);
