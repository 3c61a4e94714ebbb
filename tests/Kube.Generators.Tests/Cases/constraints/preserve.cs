[CustomResource("example.com", "v1")]
public sealed record PreserveSpec
{
    [PreserveUnknownFields] public Part? A { get; init; }
    public Open? B { get; init; }
    [Schemaless] public JsonElement? C { get; init; }
}
public sealed record Part(int Size);
[PreserveUnknownFields]
public sealed record Open { public int? Size { get; init; } }
