using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

/// <summary>The metadata of an object of any type, and nothing else: what a metadata-only request answers.</summary>
/// <remarks>
/// Far smaller than the objects, so the first choice for caches that need names, labels and owners only. On the wire its kind is
/// <c>PartialObjectMetadata</c>, whatever the object's own kind is.
/// </remarks>
[JsonConverter(typeof(KubeJsonConverter<PartialObjectMetadata>))]
public sealed record PartialObjectMetadata : IKubeObject<PartialObjectMetadata>
{
    /// <inheritdoc/>
    public required ObjectMeta Metadata { get; init; }

    /// <summary>The <c>apiVersion</c>; <c>meta.k8s.io/v1</c> as it comes from a server.</summary>
    public string ApiVersion { get; init; } = "meta.k8s.io/v1";

    /// <summary>The <c>kind</c>; <c>PartialObjectMetadata</c> as it comes from a server.</summary>
    public string Kind { get; init; } = "PartialObjectMetadata";

    /// <inheritdoc/>
    public PartialObjectMetadata WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <summary>Reads the metadata of any object; everything else is skipped.</summary>
    public static PartialObjectMetadata ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        ObjectMeta? metadata = null;
        string? apiVersion = null, kind = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 4 when property.SequenceEqual("kind"u8): kind = StringCodec.Read(ref reader); break;
                case 8 when property.SequenceEqual("metadata"u8): metadata = ObjectMeta.ReadJson(ref reader); break;
                case 10 when property.SequenceEqual("apiVersion"u8): apiVersion = StringCodec.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new() { Metadata = metadata ?? new(), ApiVersion = apiVersion ?? "meta.k8s.io/v1", Kind = kind ?? "PartialObjectMetadata" };
    }

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, PartialObjectMetadata value)
    {
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, value.ApiVersion);
        writer.WriteString("kind"u8, value.Kind);
        writer.WritePropertyName("metadata"u8);
        ObjectMeta.WriteJson(writer, value.Metadata);
        writer.WriteEndObject();
    }
}
