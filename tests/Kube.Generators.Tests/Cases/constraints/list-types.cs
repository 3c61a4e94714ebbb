[CustomResource("example.com", "v1")]
public sealed record ListTypesSpec
{
    [ListType(ListType.Map, nameof(Port.Number), "protocol")] public IReadOnlyList<Port> Ports { get; init; } = [];
    [ListType(ListType.Set)] public IReadOnlyList<string> Names { get; init; } = [];
    [ListType(ListType.Atomic)] public IReadOnlyList<string> Arguments { get; init; } = [];
    [ListType(ListType.Atomic)] public ISet<string>? Tags { get; init; }
}
public sealed record Port { public required int Number { get; init; } public string Protocol { get; init; } = "TCP"; [JsonPropertyName("n")] public string? Name { get; init; } }
