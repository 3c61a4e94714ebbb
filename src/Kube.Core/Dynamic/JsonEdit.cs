using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Kube.Json;

namespace Kube;

/// <summary>Changed copies of JSON, and the way to a value in it.</summary>
internal static class JsonEdit
{
    /// <summary>The value at a path, if there is one.</summary>
    public static JsonElement? Find(JsonElement root, JsonPointer path)
    {
        var current = root;
        foreach (var segment in path.Segments)
        {
            switch (current.ValueKind)
            {
                case JsonValueKind.Object when current.TryGetProperty(segment, out var member):
                    current = member;
                    break;
                case JsonValueKind.Array when TryIndex(segment, out var index) && index < current.GetArrayLength():
                    current = current[index];
                    break;
                default:
                    return null;
            }
        }
        return current;
    }

    /// <summary>The value at a path set; objects that are missing on the way are made.</summary>
    /// <exception cref="ArgumentException">The way leads through a value that is no object or array, or past the end of an array.</exception>
    public static JsonElement With(JsonElement root, JsonPointer path, JsonPatchValue value)
    {
        var segments = path.Segments;
        return Build(writer => WriteWith(writer, root, segments, 0, value));
    }

    /// <summary>The value at a path left out; it must be there.</summary>
    public static JsonElement Without(JsonElement root, JsonPointer path)
    {
        var segments = path.Segments;
        if (segments.Count == 0) throw new ArgumentException("The whole object cannot be removed from itself.", nameof(path));
        return Build(writer => WriteWithout(writer, root, segments, 0));
    }

    /// <summary>JSON from what a writer is told.</summary>
    public static JsonElement Build(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = KubeJson.MaxDepth })) write(writer);
        return Parse(buffer.WrittenSpan);
    }

    /// <summary>A value as JSON, without what was kept beside it.</summary>
    public static JsonElement Of<T>(T value) where T : IKubeJson<T> => OfWith<T, SelfCodec<T>>(value);

    /// <summary>A value as a codec writes it.</summary>
    public static JsonElement OfWith<T, TCodec>(T value) where TCodec : struct, IJsonCodec<T>
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        var writer = new KubeJsonWriter(buffer);
        TCodec.Write(writer, value);
        writer.Flush();
        return Parse(buffer.WrittenSpan);
    }

    /// <summary>Parsed JSON, nested as deep as anywhere here.</summary>
    public static JsonElement Parse(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = KubeJson.MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }

    private static void WriteWith(Utf8JsonWriter writer, JsonElement? current, IReadOnlyList<string> segments, int at, JsonPatchValue value)
    {
        if (at == segments.Count)
        {
            value.WriteTo(writer);
            return;
        }
        switch (current?.ValueKind ?? JsonValueKind.Null)
        {
            case JsonValueKind.Null:
                writer.WriteStartObject();
                writer.WritePropertyName(segments[at]);
                WriteWith(writer, null, segments, at + 1, value);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Object:
                WriteObjectWith(writer, current!.Value, segments, at, value);
                break;
            case JsonValueKind.Array:
                WriteArrayWith(writer, current!.Value, segments, at, value);
                break;
            default:
                throw new ArgumentException($"{JsonPointer.Of([.. segments])} leads through a {current!.Value.ValueKind} before '{segments[at]}', which has no members.", "path");
        }
    }

    private static void WriteObjectWith(Utf8JsonWriter writer, JsonElement current, IReadOnlyList<string> segments, int at, JsonPatchValue value)
    {
        writer.WriteStartObject();
        var found = false;
        foreach (var member in current.EnumerateObject())
        {
            if (member.NameEquals(segments[at]))
            {
                found = true;
                writer.WritePropertyName(member.Name);
                WriteWith(writer, member.Value, segments, at + 1, value);
            }
            else
            {
                member.WriteTo(writer);
            }
        }
        if (!found)
        {
            writer.WritePropertyName(segments[at]);
            WriteWith(writer, null, segments, at + 1, value);
        }
        writer.WriteEndObject();
    }

    private static void WriteArrayWith(Utf8JsonWriter writer, JsonElement current, IReadOnlyList<string> segments, int at, JsonPatchValue value)
    {
        var length = current.GetArrayLength();
        var index = segments[at] == "-" ? length : TryIndex(segments[at], out var read) ? read : -1;
        if (index < 0 || index > length)
            throw new ArgumentException($"'{segments[at]}' in {JsonPointer.Of([.. segments])} is not an index of a list with {length} items: use 0 to {length}, or '-' to append.", "path");
        writer.WriteStartArray();
        var i = 0;
        foreach (var item in current.EnumerateArray())
        {
            if (i++ == index) WriteWith(writer, item, segments, at + 1, value);
            else item.WriteTo(writer);
        }
        if (index == length) WriteWith(writer, null, segments, at + 1, value);
        writer.WriteEndArray();
    }

    private static void WriteWithout(Utf8JsonWriter writer, JsonElement current, IReadOnlyList<string> segments, int at)
    {
        var last = at == segments.Count - 1;
        if (current.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject();
            foreach (var member in current.EnumerateObject())
            {
                var here = member.NameEquals(segments[at]);
                if (!here)
                {
                    member.WriteTo(writer);
                }
                else if (!last)
                {
                    writer.WritePropertyName(member.Name);
                    WriteWithout(writer, member.Value, segments, at + 1);
                }
            }
            writer.WriteEndObject();
            return;
        }
        writer.WriteStartArray();
        var i = 0;
        foreach (var item in current.EnumerateArray())
        {
            if (i++.ToString(CultureInfo.InvariantCulture) != segments[at]) item.WriteTo(writer);
            else if (!last) WriteWithout(writer, item, segments, at + 1);
        }
        writer.WriteEndArray();
    }

    // As in RFC 6901: digits without a leading zero.
    private static bool TryIndex(string segment, out int index) =>
        int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out index) && (segment.Length == 1 || segment[0] != '0');
}
