using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube.Models;

/// <summary>A claim that runs out: what leader election is made of.</summary>
[JsonConverter(typeof(KubeJsonConverter<V1Lease>))]
public sealed partial record V1Lease : IResource<V1Lease>, INamespaced
{
    /// <inheritdoc/>
    public static ResourceType Type { get; } = new("coordination.k8s.io", "v1", "Lease", "leases", ResourceScope.Namespaced);

    /// <inheritdoc/>
    public string ApiVersion => "coordination.k8s.io/v1";

    /// <inheritdoc/>
    public string Kind => "Lease";

    /// <inheritdoc/>
    public required ObjectMeta Metadata { get; init; }

    /// <summary>Who holds it, and until when.</summary>
    public V1LeaseSpec? Spec { get; init; }

    /// <inheritdoc/>
    public V1Lease WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public static V1Lease ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        ObjectMeta? metadata = null;
        V1LeaseSpec? spec = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 4 when property.SequenceEqual("spec"u8): spec = V1LeaseSpec.ReadJson(ref reader); break;
                case 8 when property.SequenceEqual("metadata"u8): metadata = ObjectMeta.ReadJson(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            Metadata = metadata ?? new(),
            Spec = spec,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(Utf8JsonWriter writer, V1Lease value)
    {
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, "coordination.k8s.io/v1"u8);
        writer.WriteString("kind"u8, "Lease"u8);
        writer.WritePropertyName("metadata"u8);
        ObjectMeta.WriteJson(writer, value.Metadata);
        if (value.Spec is { } spec)
        {
            writer.WritePropertyName("spec"u8);
            V1LeaseSpec.WriteJson(writer, spec);
        }
        writer.WriteEndObject();
    }
}
