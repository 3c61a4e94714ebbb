using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Kube.Generators.Tests.Harness;

namespace Kube.Generators.Tests;

/// <summary>What generated codecs do with JSON that is not as one would write it.</summary>
public sealed class CodecBehaviourTests : IDisposable
{
    private const string Source = """
        namespace Acme;
        [CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
        public sealed record ThingSpec
        {
            public required string Name { get; init; }
            public int Count { get; init; } = 3;
            public IReadOnlyList<int> Numbers { get; init; } = [1, 2];
            public string? Note { get; init; } = "note";
            public Mode Mode { get; init; } = Mode.Slow;
            public Shape? Shape { get; init; }
            public Tree? Tree { get; init; }
            public Box<string>? Box { get; init; }
        }
        public enum Mode { Fast, Slow }
        public sealed record ThingStatus { public int Ready { get; init; } }
        public sealed record Tree { [PreserveUnknownFields] public Tree? Child { get; init; } }
        public sealed record Box<T> where T : class { public required T Value { get; init; } public int Level { get; init; } = 7; }
        [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
        [JsonDerivedType(typeof(Circle), "circle")]
        [JsonDerivedType(typeof(Square), "square")]
        public abstract record Shape;
        public sealed record Circle(double Radius) : Shape;
        public sealed record Square(double Side) : Shape;
        """;

    private readonly LoadedResource _thing = new(Generated.From(Source), "example.com/v1", "Thing");

    public void Dispose() => _thing.Dispose();

    [Theory]
    [InlineData("""{"name":"a"}""", """{"name":"a","count":3,"numbers":[1,2],"note":"note","mode":"Slow"}""")]
    [InlineData("""{"name":"a","count":null,"numbers":null,"mode":null,"note":null}""", """{"name":"a","count":3,"numbers":[1,2],"mode":"Slow"}""")]
    [InlineData("""{"name":"a","count":4,"count":5,"name":"b"}""", """{"name":"b","count":5,"numbers":[1,2],"note":"note","mode":"Slow"}""")]
    [InlineData("""{"n\u0061me":"\u0041","unknown":{"deep":[1,{}]},"NAME":1}""", """{"name":"A","count":3,"numbers":[1,2],"note":"note","mode":"Slow"}""")]
    [InlineData("""{"shape":{"radius":1.5,"kind":"circle"},"name":"a"}""", """{"name":"a","count":3,"numbers":[1,2],"note":"note","mode":"Slow","shape":{"kind":"circle","radius":1.5}}""")]
    [InlineData("""{"name":"a","box":{"value":"x"}}""", """{"name":"a","count":3,"numbers":[1,2],"note":"note","mode":"Slow","box":{"value":"x","level":7}}""")]
    public void What_a_document_lacks_keeps_its_initialiser(string spec, string written) =>
        Assert.Equal($$$"""{"apiVersion":"example.com/v1","kind":"Thing","metadata":{},"spec":{{{written}}}}""", _thing.Rewrite($$$"""{"spec":{{{spec}}}}"""));

    [Theory]
    [InlineData("""{"spec":{}}""", "required property 'name' is missing or null", "$.spec")]
    [InlineData("""{"spec":{"name":null}}""", "required property 'name' is missing or null", "$.spec")]
    [InlineData("""{}""", "required property 'spec' is missing or null", "$")]
    [InlineData("""{"spec":{"name":"a","count":"4"}}""", "expected an integer from -2147483648 to 2147483647, found the string \"4\"", "$.spec.count")]
    [InlineData("""{"spec":{"name":"a","mode":"slow"}}""", "expected one of Fast, Slow, found the string \"slow\"", "$.spec.mode")]
    [InlineData("""{"spec":{"name":"a","numbers":[1,null]}}""", "expected an integer from -2147483648 to 2147483647, found null", "$.spec.numbers[1]")]
    [InlineData("""{"spec":{"name":"a","shape":{"radius":1}}}""", "property 'kind' is missing, which must be one of circle, square", "$.spec.shape")]
    [InlineData("""{"spec":{"name":"a","shape":{"kind":"line"}}}""", "property 'kind' must be one of circle, square, not \"line\"", "$.spec.shape")]
    [InlineData("""{"spec":{"name":"a","shape":{"kind":"circle"}}}""", "required property 'radius' is missing or null", "$.spec.shape")]
    [InlineData("""{"kind":"Other","spec":{"name":"a"}}""", "expected the string \"Thing\", found the string \"Other\"", "$.kind")]
    [InlineData("""{"apiVersion":"example.com/v2","spec":{"name":"a"}}""", "expected the string \"example.com/v1\", found the string \"example.com/v2\"", "$.apiVersion")]
    public void Faults_say_what_and_where(string json, string message, string path)
    {
        var error = Assert.Throws<KubeSerializationException>(() => _thing.Read(json));
        Assert.StartsWith($"Thing: {message} at {path} (byte ", error.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.Path);
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_a_fault_and_no_overflow()
    {
        string Nested(int depth) => $$$"""{"spec":{"name":"a","tree":{{{string.Concat(Enumerable.Repeat("{\"child\":", depth))}}}{}{{{new string('}', depth)}}}}}""";
        _thing.Read(Nested(500));
        Assert.Throws<KubeSerializationException>(() => _thing.Read(Nested(100_000)));
    }

    [Fact]
    public void JsonSerializer_reads_and_writes_the_resource_like_the_codec()
    {
        const string Json = """{"apiVersion":"example.com/v1","kind":"Thing","metadata":{"name":"x"},"spec":{"name":"a","count":4,"numbers":[],"note":"n","mode":"Fast"},"status":{"ready":2}}""";
        var value = JsonSerializer.Deserialize(Json, _thing.Type)!;
        Assert.Equal(Json, JsonSerializer.Serialize(value, _thing.Type));
        Assert.Equal(Json, _thing.Rewrite(Json));
    }

    [Fact]
    public void The_resolver_brings_every_codec_to_JsonSerializer()
    {
        var assembly = _thing.Type.Assembly;
        var resolver = (IJsonTypeInfoResolver)assembly.GetType("Acme.KubeJsonResolver")!.GetProperty("Instance")!.GetValue(null)!;
        var options = new JsonSerializerOptions { TypeInfoResolver = resolver };
        var spec = JsonSerializer.Deserialize("""{"name":"a"}""", assembly.GetType("Acme.ThingSpec")!, options)!;
        Assert.Equal("""{"name":"a","count":3,"numbers":[1,2],"note":"note","mode":"Slow"}""", JsonSerializer.Serialize(spec, spec.GetType(), options));
        Assert.Equal("\"Fast\"", JsonSerializer.Serialize(Enum.ToObject(assembly.GetType("Acme.Mode")!, 0), assembly.GetType("Acme.Mode")!, options));
        Assert.Null(resolver.GetTypeInfo(typeof(string), options));
    }

    [Fact]
    public void The_resource_carries_its_crd()
    {
        var crd = Generated.From(Source).Crds["things.example.com"];
        var getter = (CrdGetter)_thing.Type.GetProperty("Crd")!.GetMethod!.CreateDelegate(typeof(CrdGetter));
        Assert.Equal(crd, System.Text.Encoding.UTF8.GetString(getter()));
    }

    private delegate ReadOnlySpan<byte> CrdGetter();
}
