using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Kube.Json;

/// <summary>Any JSON, kept as it came.</summary>
public readonly struct ElementCodec : IJsonCodec<JsonElement>
{
    /// <inheritdoc/>
    public static JsonElement Read(ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) writer.WriteNullValue();
        else writer.WriteElement(value);
    }
}

/// <summary>JSON as a tree that can be changed.</summary>
/// <typeparam name="T"><see cref="JsonNode"/>, <see cref="JsonObject"/>, <see cref="JsonArray"/> or <see cref="JsonValue"/>.</typeparam>
public readonly struct NodeCodec<T> : IJsonCodec<T> where T : JsonNode
{
    /// <inheritdoc/>
    public static T Read(ref Utf8JsonReader reader)
    {
        if (typeof(T) == typeof(JsonObject)) JsonRead.StartObject(ref reader);
        if (typeof(T) == typeof(JsonArray)) JsonRead.StartArray(ref reader);
        var start = reader.TokenStartIndex;
        return JsonNode.Parse(ref reader) as T ?? throw new JsonFault(typeof(T) == typeof(JsonValue) ? "expected a string, number or bool" : "null is not allowed here", start);
    }

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, T value)
    {
        value.WriteTo(writer.BeginNested());
        writer.EndNested();
    }
}

/// <summary>Anything in an <see cref="object"/>: read as <see cref="JsonElement"/>; JSON types, strings, numbers and bools can be written.</summary>
public readonly struct UntypedCodec : IJsonCodec<object>
{
    /// <inheritdoc/>
    public static object Read(ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The value is of another type.</exception>
    public static void Write(KubeJsonWriter writer, object value)
    {
        switch (value)
        {
            case JsonElement element: ElementCodec.Write(writer, element); break;
            case JsonNode node: NodeCodec<JsonNode>.Write(writer, node); break;
            case JsonDocument document: writer.WriteElement(document.RootElement); break;
            case string text: writer.WriteStringValue(text); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case double or float: writer.WriteNumberValue(Convert.ToDouble(value, CultureInfo.InvariantCulture)); break;
            case decimal exact: writer.WriteNumberValue(exact); break;
            case ulong unsigned: writer.WriteNumberValue(unsigned); break;
            case sbyte or byte or short or ushort or int or uint or long: writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            default: throw new NotSupportedException($"A value of type {value.GetType()} in a property of type object cannot be written; use JsonElement or JsonNode.");
        }
    }
}

/// <summary>Values that a <see cref="JsonConverter{T}"/> of the user's own reads and writes.</summary>
/// <typeparam name="T">The type converted.</typeparam>
/// <typeparam name="TConverter">The converter.</typeparam>
public readonly struct ConverterCodec<T, TConverter> : IJsonCodec<T> where TConverter : JsonConverter<T>, new()
{
    private static readonly TConverter Converter = new();

    /// <inheritdoc/>
    public static T Read(ref Utf8JsonReader reader)
    {
        var start = reader.TokenStartIndex;
        // A converter may look at the reader's positions, or hand it to JsonSerializer, which does.
        using var scope = JsonSharing.Suspend();
        try
        {
            return Converter.Read(ref reader, typeof(T), KubeJson.ConverterOptions)!;
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or OverflowException or ArgumentException)
        {
            throw new JsonFault($"{typeof(TConverter).Name} refused the value: {e.Message}", start, e);
        }
    }

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, T value)
    {
        Converter.Write(writer.BeginNested(), value, KubeJson.ConverterOptions);
        writer.EndNested();
    }
}
