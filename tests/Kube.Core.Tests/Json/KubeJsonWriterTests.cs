using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kube.Json;

namespace Kube.Core.Tests.Json;

/// <summary>Our writer puts down the bytes that the platform's would.</summary>
public sealed class KubeJsonWriterTests
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Every_character_at_every_place_of_a_vector_is_written_as_the_platform_writes_it()
    {
        var texts = new List<string>();
        for (var c = 0; c <= 0x180; c++) texts.Add(((char)c).ToString());
        texts.AddRange(["\u2028", "\ud83d\ude00", "\ud83d", "\ude00", "\uffff", "\ue000", "ü", "日本"]);
        foreach (var text in texts)
        {
            for (var before = 0; before < 34; before++) Verify(new string('a', before) + text + new string('z', (before * 7) % 20));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(300)]
    public void Random_trees_are_written_alike_whatever_memory_is_lent(int chunk)
    {
        var random = new Random(chunk);
        for (var round = 0; round < 200; round++)
        {
            var tree = Tree(random, 4);
            Assert.Equal(Platform(writer => tree.WriteTo(writer)), Ours(writer => Write(writer, tree), new Chunks(chunk)));
        }
    }

    [Fact]
    public void Memory_that_is_no_array_is_written_to_alike()
    {
        var tree = Tree(new Random(5), 5);
        Assert.Equal(Platform(writer => tree.WriteTo(writer)), Ours(writer => Write(writer, tree), new Chunks(64, isNative: true)));
    }

    [Fact]
    public void Numbers_are_written_as_the_platform_writes_them()
    {
        foreach (var number in (long[])[0, -1, long.MinValue, long.MaxValue, 10, 99, 100]) Same(w => w.WriteNumberValue(number), w => w.WriteNumberValue(number));
        foreach (var number in (double[])[0, -0.0, 1e16, 0.1, double.MaxValue, double.Epsilon, 1e-7, 123456789.125]) Same(w => w.WriteNumberValue(number), w => w.WriteNumberValue(number));
        Same(w => w.WriteNumberValue(ulong.MaxValue), w => w.WriteNumberValue(ulong.MaxValue));
        Same(w => w.WriteNumberValue(1.50m), w => w.WriteNumberValue(1.50m));
        Same(w => w.WriteNumberValue(0.1f), w => w.WriteNumberValue(0.1f));
        foreach (var length in (int[])[0, 1, 2, 3, 1000]) Same(w => w.WriteBase64StringValue(new byte[length]), w => w.WriteBase64StringValue(new byte[length]));
        Assert.Throws<ArgumentException>(() => Ours(w => w.WriteNumberValue(double.NaN)));
    }

    [Fact]
    public void Nesting_ends_at_the_limit_also_through_documents()
    {
        static void Nest(KubeJsonWriter writer, int levels, Action<KubeJsonWriter> inner)
        {
            for (var i = 0; i < levels; i++) writer.WriteStartArray();
            inner(writer);
            for (var i = 0; i < levels; i++) writer.WriteEndArray();
        }

        static JsonElement Document(int levels) => JsonDocument.Parse(new string('[', levels) + new string(']', levels), new() { MaxDepth = 1024 }).RootElement;

        Assert.Equal(1024, Ours(w => Nest(w, KubeJson.MaxDepth, _ => { })).Length);
        Assert.Throws<InvalidOperationException>(() => Ours(w => Nest(w, KubeJson.MaxDepth + 1, _ => { })));
        Assert.Equal(1024, Ours(w => Nest(w, 500, inner => ElementCodec.Write(inner, Document(12)))).Length);
        Assert.Throws<InvalidOperationException>(() => Ours(w => Nest(w, 500, inner => ElementCodec.Write(inner, Document(13)))));
        Assert.EndsWith("\"ü\"" + new string(']', KubeJson.MaxDepth), Ours(w => Nest(w, KubeJson.MaxDepth, inner => inner.WriteStringValue("ü"))));
    }

    [Fact]
    public void JsonSerializer_writes_as_its_options_ask()
    {
        var meta = new ObjectMeta { Name = "a<b", Annotations = new Dictionary<string, string> { ["ü"] = "'+\"\n" } };
        string With(JavaScriptEncoder? encoder, bool indented) => JsonSerializer.Serialize(meta, new JsonSerializerOptions { Encoder = encoder, WriteIndented = indented });

        Assert.Equal("""{"name":"a\u003Cb","annotations":{"\u00FC":"\u0027\u002B\u0022\n"}}""", With(null, false));
        Assert.Equal("""{"name":"a<b","annotations":{"ü":"'+\"\n"}}""", With(JavaScriptEncoder.UnsafeRelaxedJsonEscaping, false));
        Assert.Equal("{\n  \"name\": \"a<b\",\n  \"annotations\": {\n    \"ü\": \"'+\\\"\\n\"\n  }\n}", With(JavaScriptEncoder.UnsafeRelaxedJsonEscaping, true).ReplaceLineEndings("\n"));
        Assert.Equal("""[{"name":"plain"},{"name":"plain"}]""", JsonSerializer.Serialize(new[] { new ObjectMeta { Name = "plain" }, new ObjectMeta { Name = "plain" } }));
    }

    private static void Verify(string text) => Assert.Equal(
        Platform(writer => { writer.WriteStartObject(); writer.WriteString(text, text); writer.WriteString("plain", text); writer.WriteEndObject(); }),
        Ours(writer => { writer.WriteStartObject(); writer.WritePropertyName(text); writer.WriteStringValue(text); writer.WriteString("plain"u8, text); writer.WriteEndObject(); }));

    private static void Same(Action<Utf8JsonWriter> theirs, Action<KubeJsonWriter> ours) => Assert.Equal(Platform(theirs), Ours(ours));

    private static string Platform(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options)) write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Ours(Action<KubeJsonWriter> write, Chunks? chunks = null)
    {
        var buffer = chunks ?? new Chunks(4096);
        var writer = new KubeJsonWriter(buffer);
        write(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.Written);
    }

    private static JsonNode Tree(Random random, int depth) => (depth == 0 ? random.Next(2, 6) : random.Next(6)) switch
    {
        0 => new JsonObject(Enumerable.Range(0, random.Next(6)).Select(i => KeyValuePair.Create<string, JsonNode?>(i + Text(random), Tree(random, depth - 1)))),
        1 => new JsonArray([.. Enumerable.Range(0, random.Next(6)).Select(_ => Tree(random, depth - 1))]),
        2 => JsonValue.Create(random.NextInt64() >> random.Next(64)),
        3 => JsonValue.Create(random.Next(2) == 0),
        _ => JsonValue.Create(Text(random)),
    };

    private static string Text(Random random) =>
        new([.. Enumerable.Range(0, random.Next(random.Next(4) == 0 ? 700 : 20)).Select(_ => random.Next(60) == 0 ? "\"\\\nüé\u2028"[random.Next(6)] : (char)random.Next(' ', '~'))]);

    private static void Write(KubeJsonWriter writer, JsonNode node)
    {
        switch (node)
        {
            case JsonObject members:
                writer.WriteStartObject();
                foreach (var (name, value) in members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, value!);
                }
                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items) Write(writer, item!);
                writer.WriteEndArray();
                break;
            case JsonValue value when value.TryGetValue(out string? text): writer.WriteStringValue(text); break;
            case JsonValue value when value.TryGetValue(out bool truth): writer.WriteBooleanValue(truth); break;
            case JsonValue value: writer.WriteNumberValue(value.GetValue<long>()); break;
        }
    }

    /// <summary>Lends as little as it may, in pieces that are far apart.</summary>
    private sealed class Chunks(int size, bool isNative = false) : IBufferWriter<byte>
    {
        private readonly List<byte> _written = [];
        private Memory<byte> _lent;

        public byte[] Written => [.. _written];

        public void Advance(int count)
        {
            _written.AddRange(_lent.Span[..count]);
            _lent = default;
        }

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            var length = Math.Max(size, sizeHint);
            return _lent = isNative ? new Unmanaged(length).Memory : new byte[length + 10].AsMemory(5, length);
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }

    private sealed class Unmanaged(int length) : MemoryManager<byte>
    {
        private readonly byte[] _bytes = new byte[length];

        public override Span<byte> GetSpan() => _bytes;

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin() { }

        protected override void Dispose(bool disposing) { }
    }
}
