using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube.Models;

/// <summary>Configuration for pods: texts and bytes by key, 1 MiB in all.</summary>
[JsonConverter(typeof(KubeJsonConverter<V1ConfigMap>))]
public sealed partial record V1ConfigMap : IResource<V1ConfigMap>, INamespaced
{
    /// <inheritdoc/>
    public static ResourceType Type { get; } = new("", "v1", "ConfigMap", "configmaps", ResourceScope.Namespaced) { ShortNames = ["cm"] };

    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "ConfigMap";

    /// <inheritdoc/>
    public required ObjectMeta Metadata { get; init; }

    /// <summary>Texts by key.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    /// <summary>Bytes by key; no key stands in <see cref="Data"/> too.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? BinaryData { get; init; }

    /// <summary>Whether the data can never change again.</summary>
    public bool? Immutable { get; init; }

    /// <inheritdoc/>
    public V1ConfigMap WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public static V1ConfigMap ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        ObjectMeta? metadata = null;
        IReadOnlyDictionary<string, string>? data = null;
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? binaryData = null;
        bool? immutable = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 4 when property.SequenceEqual("data"u8): data = MapCodec<string, StringCodec, string, StringCodec>.Read(ref reader); break;
                case 8 when property.SequenceEqual("metadata"u8): metadata = ObjectMeta.ReadJson(ref reader); break;
                case 9 when property.SequenceEqual("immutable"u8): immutable = BooleanCodec.Read(ref reader); break;
                case 10 when property.SequenceEqual("binaryData"u8): binaryData = MapCodec<string, StringCodec, ReadOnlyMemory<byte>, MemoryCodec>.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            Metadata = metadata ?? new(),
            Data = data,
            BinaryData = binaryData,
            Immutable = immutable,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(Utf8JsonWriter writer, V1ConfigMap value)
    {
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, "v1"u8);
        writer.WriteString("kind"u8, "ConfigMap"u8);
        writer.WritePropertyName("metadata"u8);
        ObjectMeta.WriteJson(writer, value.Metadata);
        if (value.Data is { } data)
        {
            writer.WritePropertyName("data"u8);
            MapCodec<string, StringCodec, string, StringCodec>.Write(writer, data);
        }
        if (value.BinaryData is { } binaryData)
        {
            writer.WritePropertyName("binaryData"u8);
            MapCodec<string, StringCodec, ReadOnlyMemory<byte>, MemoryCodec>.Write(writer, binaryData);
        }
        if (value.Immutable is { } immutable) writer.WriteBoolean("immutable"u8, immutable);
        writer.WriteEndObject();
    }
}
