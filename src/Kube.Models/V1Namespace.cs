using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube.Models;

/// <summary>A scope for names of namespaced objects.</summary>
[JsonConverter(typeof(KubeJsonConverter<V1Namespace>))]
public sealed partial record V1Namespace : IResource<V1Namespace>, IClusterScoped, IHasStatus<V1NamespaceStatus>
{
    /// <inheritdoc/>
    public static ResourceType Type { get; } = new("", "v1", "Namespace", "namespaces", ResourceScope.Cluster) { ShortNames = ["ns"] };

    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "Namespace";

    /// <inheritdoc/>
    public required ObjectMeta Metadata { get; init; }

    /// <summary>What is wanted.</summary>
    public V1NamespaceSpec? Spec { get; init; }

    /// <summary>What was observed.</summary>
    public V1NamespaceStatus? Status { get; init; }

    /// <inheritdoc/>
    public V1Namespace WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public static V1Namespace ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        ObjectMeta? metadata = null;
        V1NamespaceSpec? spec = null;
        V1NamespaceStatus? status = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 4 when property.SequenceEqual("spec"u8): spec = V1NamespaceSpec.ReadJson(ref reader); break;
                case 6 when property.SequenceEqual("status"u8): status = V1NamespaceStatus.ReadJson(ref reader); break;
                case 8 when property.SequenceEqual("metadata"u8): metadata = ObjectMeta.ReadJson(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            Metadata = metadata ?? new(),
            Spec = spec,
            Status = status,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(Utf8JsonWriter writer, V1Namespace value)
    {
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, "v1"u8);
        writer.WriteString("kind"u8, "Namespace"u8);
        writer.WritePropertyName("metadata"u8);
        ObjectMeta.WriteJson(writer, value.Metadata);
        if (value.Spec is { } spec)
        {
            writer.WritePropertyName("spec"u8);
            V1NamespaceSpec.WriteJson(writer, spec);
        }
        if (value.Status is { } status)
        {
            writer.WritePropertyName("status"u8);
            V1NamespaceStatus.WriteJson(writer, status);
        }
        writer.WriteEndObject();
    }
}
