// lenient
[CustomResource("example.com", "v1")]
public sealed record SchemaFromSpec
{
    [JsonConverter(typeof(CelsiusConverter)), SchemaFrom(typeof(int))] public Celsius? A { get; init; }
    public Celsius2? B { get; init; }
    [IntOrString] public JsonElement? C { get; init; }
}
public sealed record Celsius(int Degrees);
[JsonConverter(typeof(Celsius2Converter)), SchemaFrom(typeof(int))]
public sealed record Celsius2(int Degrees);
public sealed class CelsiusConverter : JsonConverter<Celsius>
{
    public override Celsius Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetInt32());
    public override void Write(Utf8JsonWriter writer, Celsius value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Degrees);
}
public sealed class Celsius2Converter : JsonConverter<Celsius2>
{
    public override Celsius2 Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetInt32());
    public override void Write(Utf8JsonWriter writer, Celsius2 value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Degrees);
}
