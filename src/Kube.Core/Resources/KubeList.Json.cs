using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

public sealed partial record KubeList<T> : IKubeJson<KubeList<T>>
{
    /// <summary>Reads a list; an item that does not fit becomes one of <see cref="InvalidItems"/>.</summary>
    /// <exception cref="JsonException">The text is not JSON, or no list.</exception>
    public static KubeList<T> ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        string? apiVersion = null, kind = null;
        ListMeta? metadata = null;
        var items = new List<T>();
        List<InvalidItem>? invalid = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 4 when property.SequenceEqual("kind"u8): kind = StringCodec.Read(ref reader); break;
                case 5 when property.SequenceEqual("items"u8): ReadItems(ref reader, items, ref invalid); break;
                case 8 when property.SequenceEqual("metadata"u8): metadata = ListMeta.ReadJson(ref reader); break;
                case 10 when property.SequenceEqual("apiVersion"u8): apiVersion = StringCodec.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new() { ApiVersion = apiVersion, Kind = kind, Metadata = metadata ?? new(), Items = KubeItem.Identify(items, apiVersion, kind), InvalidItems = invalid ?? [] };
    }

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, KubeList<T> value)
    {
        writer.WriteStartObject();
        writer.WriteString("kind"u8, value.Kind ?? "List");
        writer.WriteString("apiVersion"u8, value.ApiVersion ?? "v1");
        writer.WritePropertyName("metadata"u8);
        ListMeta.WriteJson(writer, value.Metadata);
        writer.WritePropertyName("items"u8);
        ArrayCodec<T, SelfCodec<T>>.Write(writer, value.Items);
        writer.WriteEndObject();
    }

    private static void ReadItems(ref Utf8JsonReader reader, List<T> items, ref List<InvalidItem>? invalid)
    {
        JsonRead.StartArray(ref reader);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (KubeItem.TryRead<T>(ref reader, null, out var item, out var fault)) items.Add(item);
            else (invalid ??= []).Add(fault);
        }
    }
}
