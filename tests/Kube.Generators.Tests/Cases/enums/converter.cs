[CustomResource("example.com", "v1")]
public sealed record ConverterSpec
{
    [JsonConverter(typeof(JsonStringEnumConverter))] public required Color A { get; init; }
    public Named? B { get; init; }
}
public enum Color { Red, Green }
[JsonConverter(typeof(JsonStringEnumConverter<Named>))]
public enum Named { One, Two }
