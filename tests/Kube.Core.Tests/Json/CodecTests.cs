using System.Buffers;
using System.Text;
using System.Text.Json;
using Kube.Json;

namespace Kube.Core.Tests.Json;

public sealed class CodecTests
{
    [Theory]
    [InlineData("2026-11-20T17:30:00Z", "2026-11-20T17:30:00Z")]
    [InlineData("2026-11-20t17:30:00.5z", "2026-11-20T17:30:00.5Z")]
    [InlineData("2026-11-20T17:30:00.123456789Z", "2026-11-20T17:30:00.1234567Z")]
    [InlineData("2026-11-20T17:30:00+02:00", "2026-11-20T17:30:00+02:00")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    public void Times_are_rfc3339(string read, string written) =>
        Assert.Equal($"\"{written}\"", RoundTrip<DateTimeOffset, DateTimeOffsetCodec>($"\"{read}\""));

    [Theory]
    [InlineData("2026-11-20")]
    [InlineData("2026-11-20T17:30:00")]
    [InlineData("2026-02-30T17:30:00Z")]
    [InlineData("2026-11-20T24:00:00Z")]
    [InlineData("2026-11-20T17:30:00.Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    public void Times_without_an_offset_or_out_of_range_are_refused(string text)
    {
        var error = Assert.Throws<KubeSerializationException>(() => Read<DateTimeOffset, DateTimeOffsetCodec>($"\"{text}\""));
        Assert.Contains($"expected a time in RFC 3339 (2026-11-20T17:30:00Z), found the string \"{text}\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1h30m", "1h30m0s")]
    [InlineData("90s", "1m30s")]
    [InlineData("1.5s", "1.5s")]
    [InlineData("500ms", "500ms")]
    [InlineData("1500us", "1.5ms")]
    [InlineData("1.5µs", "1.5µs")]
    [InlineData("100ns", "100ns")]
    [InlineData("-2h", "-2h0m0s")]
    [InlineData("0", "0s")]
    public void Durations_are_those_of_go(string read, string written) =>
        Assert.Equal(written, JsonSerializer.Deserialize<string>(RoundTrip<TimeSpan, TimeSpanCodec>($"\"{read}\"")));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("h")]
    [InlineData("1.2.3s")]
    [InlineData("1d")]
    [InlineData("9999999h99999999999999999h")]
    public void Durations_without_units_are_refused(string text) =>
        Assert.Throws<KubeSerializationException>(() => Read<TimeSpan, TimeSpanCodec>($"\"{text}\""));

    [Theory]
    [InlineData("1", 1)]
    [InlineData("1.0", 1)]
    [InlineData("1e3", 1000)]
    [InlineData("-2147483648", int.MinValue)]
    public void Integers_may_be_written_as_any_number_that_is_whole(string text, int value) => Assert.Equal(value, Read<int, IntegerCodec<int>>(text));

    [Theory]
    [InlineData("2147483648", "the number 2147483648")]
    [InlineData("1.5", "the number 1.5")]
    [InlineData("1e300", "the number 1e300")]
    [InlineData("\"1\"", "the string \"1\"")]
    [InlineData("null", "null")]
    [InlineData("{}", "an object")]
    public void Integers_that_do_not_fit_are_refused_with_what_was_found(string text, string found)
    {
        var error = Assert.Throws<KubeSerializationException>(() => Read<int, IntegerCodec<int>>(text));
        Assert.StartsWith($"Int32: expected an integer from -2147483648 to 2147483647, found {found} at $ (byte 0)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Maps_keep_the_order_of_the_document_and_the_last_of_equal_keys()
    {
        var map = Read<IReadOnlyDictionary<string, int>, MapCodec<string, StringCodec, int, IntegerCodec<int>>>("""{"b":1,"a":2,"b":3}""");
        Assert.Equal([new("b", 3), new("a", 2)], map);
        Assert.Equal(3, map["b"]);
        Assert.False(map.ContainsKey("c"));
    }

    [Fact]
    public void Large_maps_and_lists_read_whole()
    {
        var text = "{" + string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"key{i}\":[{string.Join(',', Enumerable.Range(0, i % 40))}]")) + "}";
        var map = Read<IReadOnlyDictionary<string, int[]>, MapCodec<string, StringCodec, int[], ArrayCodec<int, IntegerCodec<int>>>>(text);
        Assert.Equal(1000, map.Count);
        Assert.Equal(Enumerable.Range(0, 39), map["key39"]);
        Assert.Equal(Enumerable.Range(0, 17), map["key977"]);
    }

    [Fact]
    public void Short_strings_are_shared_and_long_ones_are_not()
    {
        var first = Read<string[], ArrayCodec<string, StringCodec>>("""["kube-system","ClusterIP"]""");
        var second = Read<string[], ArrayCodec<string, StringCodec>>("""["kube-system","ClusterIP"]""");
        Assert.Same(first[0], second[0]);
        Assert.Same(first[1], second[1]);
        var text = $"\"{new string('x', StringPool.MaxLength + 1)}\"";
        Assert.NotSame(Read<string, StringCodec>(text), Read<string, StringCodec>(text));
    }

    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("\"\"", "")]
    [InlineData("\"caf\\u00e9\"", "café")]
    [InlineData("\"café\"", "café")]
    [InlineData("\"\\ud83d\\ude00\"", "😀")]
    public void Strings_are_decoded(string text, string value)
    {
        Assert.Equal(value, Read<string, StringCodec>(text));
        Assert.Equal(value, Read<string, StringCodec>(text));
    }

    [Theory]
    [InlineData("""{"kind":"Pod","spec":{"a":[1,2""", 30, "$.spec.a[1]")]
    [InlineData("""{"kind":"Pod","spec":{"a":tru}}""", 26, "$.spec.a")]
    [InlineData("""{"kind":"Pod","spec":{"a":1}""", 28, "$.spec")]
    public void Broken_json_in_what_is_kept_as_it_is_has_its_own_place(string text, int position, string path)
    {
        var error = Assert.Throws<KubeSerializationException>(() => KubeJson.Deserialize<DynamicResource>(text));
        Assert.Equal((position, path), ((int)error.BytePosition, error.Path));
    }

    [Fact]
    public void Text_that_is_not_utf8_is_a_fault_with_a_place()
    {
        byte[] bytes = [(byte)'[', (byte)'"', 0xFF, (byte)'"', (byte)']'];
        var error = Assert.Throws<KubeSerializationException>(() => KubeJson.DeserializeWith<string[], ArrayCodec<string, StringCodec>>(bytes));
        Assert.Equal(("$[0]", 1L), (error.Path, error.BytePosition));
    }

    [Fact]
    public void A_document_in_pieces_reads_like_one_in_one_piece()
    {
        var bytes = Encoding.UTF8.GetBytes("""{"name":["a","b\u0041",1.5e2],"other":"xyz","nested":{"deep":[true,null]}}""");
        var whole = KubeJson.DeserializeWith<JsonElement, ElementCodec>(bytes);
        for (var size = 1; size < 7; size++)
        {
            var pieces = KubeJson.DeserializeWith<JsonElement, ElementCodec>(Pieces.Of(bytes, size));
            Assert.True(JsonElement.DeepEquals(whole, pieces));
        }
        var map = Encoding.UTF8.GetBytes("""{"first":"one","second":"tw\u006f","third":"three"}""");
        Assert.Equal(
            [new("first", "one"), new("second", "two"), new("third", "three")],
            KubeJson.DeserializeWith<IReadOnlyDictionary<string, string>, MapCodec<string, StringCodec, string, StringCodec>>(Pieces.Of(map, 3)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("[1,2")]
    [InlineData("[1,2]]")]
    [InlineData("[1,2] 3")]
    [InlineData("[1,,2]")]
    [InlineData("nul")]
    public void Text_that_is_not_one_json_value_is_refused(string text) =>
        Assert.Throws<KubeSerializationException>(() => Read<int[], ArrayCodec<int, IntegerCodec<int>>>(text));

    [Fact]
    public void Nesting_has_a_limit()
    {
        string Nested(int depth) => new string('[', depth) + new string(']', depth);
        Assert.Equal(JsonValueKind.Array, Read<JsonElement, ElementCodec>(Nested(KubeJson.MaxDepth)).ValueKind);
        Assert.Throws<KubeSerializationException>(() => Read<JsonElement, ElementCodec>(Nested(KubeJson.MaxDepth + 1)));
    }

    [Fact]
    public void Faults_name_path_byte_and_resource()
    {
        const string Text = """{"kind":"Document","items":[{"a.b/c":[0,"x"]}],"metadata":{"namespace":"default","name":"hello"}}""";
        var error = Assert.Throws<KubeSerializationException>(() => Read<Probe, SelfCodec<Probe>>(Text));
        Assert.Equal("$.items[0]['a.b/c'][1]", error.Path);
        Assert.Equal(Text.IndexOf("\"x\"", StringComparison.Ordinal), error.BytePosition);
        Assert.Equal("Document default/hello", error.Resource);
        Assert.Equal(
            "Probe: expected an integer from -2147483648 to 2147483647, found the string \"x\" at $.items[0]['a.b/c'][1] (byte 40) of Document default/hello",
            error.Message);
    }

    [Fact]
    public void Numbers_that_json_cannot_hold_are_refused_on_write()
    {
        var error = Assert.Throws<KubeSerializationException>(() => KubeJson.SerializeWith<double, DoubleCodec>(new ArrayBufferWriter<byte>(), double.NaN));
        Assert.Equal("Double", error.TargetType);
    }

    [Theory]
    [InlineData("mode", "$.spec.mode")]
    [InlineData("second number", "$.spec.numbers[1]")]
    [InlineData("second key", "$.spec")]
    [InlineData("root", "$")]
    public void What_cannot_be_written_is_named_by_its_path(string fault, string path)
    {
        var error = Assert.Throws<KubeSerializationException>(() => KubeJson.SerializeToUtf8Bytes(new Unwritable(fault)));
        Assert.Equal(path, error.Path);
        var whose = fault == "root" ? "" : " of Thing x";
        Assert.Equal($"Unwritable: DayOfWeek has no member with the value 9, so it has no text on the wire at {path}{whose}", error.Message);
    }

    private sealed record Unwritable(string Fault) : IKubeJson<Unwritable>
    {
        public static Unwritable ReadJson(ref Utf8JsonReader reader) => throw new NotSupportedException();

        public static void WriteJson(KubeJsonWriter writer, Unwritable value)
        {
            Throw("root");
            writer.WriteStartObject();
            writer.WriteString("kind"u8, "Thing");
            writer.WritePropertyName("metadata"u8);
            ObjectMeta.WriteJson(writer, new() { Name = "x" });
            writer.WriteStartObject("spec"u8);
            writer.WriteNumber("count"u8, 1);
            Throw("second key");
            writer.WritePropertyName("mode"u8);
            Throw("mode");
            writer.WriteStringValue("fast");
            writer.WritePropertyName("numbers"u8);
            writer.WriteStartArray();
            writer.WriteNumberValue(1);
            Throw("second number");
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();

            void Throw(string at)
            {
                if (at == value.Fault) throw JsonRead.Undefined((DayOfWeek)9);
            }
        }
    }

    [Fact]
    public void Every_prefix_and_every_changed_byte_gives_a_value_or_a_clean_fault()
    {
        var bytes = """{"kind":"Document","items":[{"ab":[0,12]},{"\u0041b":[-1.0]}],"metadata":{"name":"h\u00e9llo"}}"""u8.ToArray();
        for (var length = 0; length < bytes.Length; length++)
        {
            var prefix = bytes[..length];
            Assert.Throws<KubeSerializationException>(() => KubeJson.Deserialize<Probe>(prefix));
        }
        foreach (var change in (byte[])[0, (byte)'"', (byte)'\\', (byte)'{', (byte)'9', 0x80, 0xFF])
        {
            for (var at = 0; at < bytes.Length; at++)
            {
                var broken = (byte[])bytes.Clone();
                broken[at] = change;
                Assert.True(Record.Exception(() => KubeJson.Deserialize<Probe>(broken)) is null or KubeSerializationException);
            }
        }
    }

    [Fact]
    public async Task Streams_are_read_to_their_end()
    {
        var text = $$"""{"items":[{{string.Join(',', Enumerable.Repeat("""{"a":[1,2,3]}""", 5000))}}]}""";
        var probe = await KubeJson.DeserializeAsync<Probe>(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken);
        Assert.Equal(5000, probe.Items.Length);
    }

    internal static T Read<T, TCodec>(string text) where TCodec : struct, IJsonCodec<T> => KubeJson.DeserializeWith<T, TCodec>(Encoding.UTF8.GetBytes(text));

    private static string RoundTrip<T, TCodec>(string text) where TCodec : struct, IJsonCodec<T>
    {
        var buffer = new ArrayBufferWriter<byte>();
        KubeJson.SerializeWith<T, TCodec>(buffer, Read<T, TCodec>(text));
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private sealed record Probe(IReadOnlyDictionary<string, int[]>[] Items) : IKubeJson<Probe>
    {
        public static Probe ReadJson(ref Utf8JsonReader reader)
        {
            JsonRead.StartObject(ref reader);
            IReadOnlyDictionary<string, int[]>[] items = [];
            while (JsonRead.NextProperty(ref reader, out var name))
            {
                if (name.SequenceEqual("items"u8)) items = ItemsCodec.Read(ref reader);
                else JsonRead.Skip(ref reader);
            }
            return new Probe(items);
        }

        public static void WriteJson(KubeJsonWriter writer, Probe value) => ItemsCodec.Write(writer, value.Items);

        private static class ItemsCodec
        {
            public static IReadOnlyDictionary<string, int[]>[] Read(ref Utf8JsonReader reader) =>
                ArrayCodec<IReadOnlyDictionary<string, int[]>, MapCodec<string, StringCodec, int[], ArrayCodec<int, IntegerCodec<int>>>>.Read(ref reader);

            public static void Write(KubeJsonWriter writer, IReadOnlyDictionary<string, int[]>[] value) =>
                ArrayCodec<IReadOnlyDictionary<string, int[]>, MapCodec<string, StringCodec, int[], ArrayCodec<int, IntegerCodec<int>>>>.Write(writer, value);
        }
    }
}
