using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube.Models;

/// <summary>What a namespace shall be.</summary>
[JsonConverter(typeof(KubeJsonConverter<V1NamespaceSpec>))]
public sealed partial record V1NamespaceSpec : IKubeJson<V1NamespaceSpec>
{
    /// <summary>Who must act before the namespace may go.</summary>
    public IReadOnlyList<string>? Finalizers { get; init; }

    /// <inheritdoc/>
    public static V1NamespaceSpec ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        IReadOnlyList<string>? finalizers = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 10 when property.SequenceEqual("finalizers"u8): finalizers = ArrayCodec<string, StringCodec>.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            Finalizers = finalizers,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(Utf8JsonWriter writer, V1NamespaceSpec value)
    {
        writer.WriteStartObject();
        if (value.Finalizers is { } finalizers)
        {
            writer.WritePropertyName("finalizers"u8);
            ArrayCodec<string, StringCodec>.Write(writer, finalizers);
        }
        writer.WriteEndObject();
    }
}
