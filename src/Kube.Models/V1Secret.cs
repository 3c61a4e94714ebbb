using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube.Models;

/// <summary>Secret data for pods: bytes by key, 1 MiB in all.</summary>
[JsonConverter(typeof(KubeJsonConverter<V1Secret>))]
public sealed partial record V1Secret : IResource<V1Secret>, INamespaced
{
    private static readonly ResourceType Identity = new("", "v1", "Secret", "secrets", ResourceScope.Namespaced);

    static ResourceType IResource<V1Secret>.Type => Identity;

    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "Secret";

    /// <inheritdoc/>
    public required ObjectMeta Metadata { get; init; }

    /// <summary>Bytes by key.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? Data { get; init; }

    /// <summary>Texts by key; the server moves them into <see cref="Data"/> and never answers them.</summary>
    public IReadOnlyDictionary<string, string>? StringData { get; init; }

    /// <summary>Whether the data can never change again.</summary>
    public bool? Immutable { get; init; }

    /// <summary>What it is for, such as <c>kubernetes.io/tls</c>; <c>Opaque</c> by default.</summary>
    public string? Type { get; init; }

    /// <inheritdoc/>
    public V1Secret WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public static V1Secret ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        ObjectMeta? metadata = null;
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? data = null;
        IReadOnlyDictionary<string, string>? stringData = null;
        bool? immutable = null;
        string? type = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 4 when property.SequenceEqual("data"u8): data = MapCodec<string, StringCodec, ReadOnlyMemory<byte>, MemoryCodec>.Read(ref reader); break;
                case 4 when property.SequenceEqual("type"u8): type = StringCodec.Read(ref reader); break;
                case 8 when property.SequenceEqual("metadata"u8): metadata = ObjectMeta.ReadJson(ref reader); break;
                case 9 when property.SequenceEqual("immutable"u8): immutable = BooleanCodec.Read(ref reader); break;
                case 10 when property.SequenceEqual("stringData"u8): stringData = MapCodec<string, StringCodec, string, StringCodec>.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            Metadata = metadata ?? new(),
            Data = data,
            StringData = stringData,
            Immutable = immutable,
            Type = type,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(Utf8JsonWriter writer, V1Secret value)
    {
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, "v1"u8);
        writer.WriteString("kind"u8, "Secret"u8);
        writer.WritePropertyName("metadata"u8);
        ObjectMeta.WriteJson(writer, value.Metadata);
        if (value.Data is { } data)
        {
            writer.WritePropertyName("data"u8);
            MapCodec<string, StringCodec, ReadOnlyMemory<byte>, MemoryCodec>.Write(writer, data);
        }
        if (value.StringData is { } stringData)
        {
            writer.WritePropertyName("stringData"u8);
            MapCodec<string, StringCodec, string, StringCodec>.Write(writer, stringData);
        }
        if (value.Immutable is { } immutable) writer.WriteBoolean("immutable"u8, immutable);
        if (value.Type is { } type) writer.WriteString("type"u8, type);
        writer.WriteEndObject();
    }
}
