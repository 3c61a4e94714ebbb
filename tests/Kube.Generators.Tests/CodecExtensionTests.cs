using System.Text;
using Kube.Generators.Tests.Harness;
using Kube.Json;

namespace Kube.Generators.Tests;

/// <summary>What a type asks for beyond plain members: converters of its own, extension data, numbers at the edges; and what it does not know.</summary>
public sealed class CodecExtensionTests : IDisposable
{
    private const string Source = """
        namespace Acme;
        [CustomResource("example.com", "v1")]
        public sealed record ProbeSpec
        {
            [JsonConverter(typeof(CelsiusConverter)), SchemaFrom(typeof(int))] public Celsius? Heat { get; init; }
            [JsonConverter(typeof(ModeConverter)), SchemaFrom(typeof(string))] public Mode? Mode { get; init; }
            public ulong? Count { get; init; }
            public decimal? Exact { get; init; }
            [PreserveUnknownFields] public JsonElement? Any { get; init; }
            public IReadOnlyList<Step> Steps { get; init; } = [];
            [JsonExtensionData] public Dictionary<string, JsonElement>? Rest { get; init; }
        }
        public sealed record Step { public required string Name { get; init; } public int Size { get; init; } }
        public sealed record Celsius(int Degrees);
        public sealed record Mode(string Text);
        public sealed class CelsiusConverter : JsonConverter<Celsius>
        {
            public override Celsius Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetInt32());
            public override void Write(Utf8JsonWriter writer, Celsius value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Degrees);
        }
        public sealed class ModeConverter : JsonConverter<Mode>
        {
            public override Mode Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetString()!);
            public override void Write(Utf8JsonWriter writer, Mode value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
        }
        """;

    private readonly LoadedResource _probe = new(Generated.From(Source), "example.com/v1", "Probe");

    public void Dispose() => _probe.Dispose();

    [Theory]
    [InlineData("""{"heat":20,"steps":[]}""")]
    [InlineData("""{"mode":"a word of a newer version","steps":[]}""")]
    [InlineData("""{"count":18446744073709551615,"exact":79228162514264337593543950335,"steps":[]}""")]
    [InlineData("""{"any":{"big":123456789012345678901234567890,"small":1e-400},"steps":[]}""")]
    [InlineData("""{"steps":[],"later":{"deep":[1,null]},"null":null}""")]
    public void What_the_type_can_hold_is_written_as_it_was_read(string spec) =>
        Assert.Equal($$$"""{"apiVersion":"example.com/v1","kind":"Probe","metadata":{},"spec":{{{spec}}}}""", _probe.Rewrite($$$"""{"spec":{{{spec}}}}"""));

    [Theory]
    [InlineData("""{"heat":"warm"}""", "$.spec.heat")]
    [InlineData("""{"heat":3000000000}""", "$.spec.heat")]
    [InlineData("""{"mode":7}""", "$.spec.mode")]
    [InlineData("""{"count":18446744073709551616}""", "$.spec.count")]
    [InlineData("""{"count":-1}""", "$.spec.count")]
    [InlineData("""{"exact":1e40}""", "$.spec.exact")]
    public void What_it_cannot_hold_is_an_error_with_its_place(string spec, string path) =>
        Assert.Equal(path, Assert.Throws<KubeSerializationException>(() => _probe.Read($$$"""{"spec":{{{spec}}}}""")).Path);

    [Fact]
    public void A_newer_servers_fields_survive_when_they_are_kept()
    {
        const string Json = """{"apiVersion":"example.com/v1","kind":"Probe","metadata":{"name":"a"},"spec":{"steps":[{"name":"x","size":1,"later":{"y":1}}]},"later":true}""";
        var keep = typeof(CodecExtensionTests).GetMethod(nameof(RewriteKeeping), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        Assert.Equal(Json, keep.MakeGenericMethod(_probe.Type).Invoke(null, [Json]));
    }

    private static string RewriteKeeping<T>(string json) where T : class, IKubeObject<T> =>
        KubeJson.Serialize(KubeJson.DeserializeKeepingUnknownFields<T>(Encoding.UTF8.GetBytes(json)));
}
