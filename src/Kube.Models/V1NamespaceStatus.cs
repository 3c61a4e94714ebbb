using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube.Models;

/// <summary>What was observed of a namespace.</summary>
[JsonConverter(typeof(KubeJsonConverter<V1NamespaceStatus>))]
public sealed partial record V1NamespaceStatus : IKubeJson<V1NamespaceStatus>
{
    /// <summary>Aspects of its state.</summary>
    public IReadOnlyList<V1NamespaceCondition>? Conditions { get; init; }

    /// <summary><c>Active</c> or <c>Terminating</c>.</summary>
    public string? Phase { get; init; }

    /// <inheritdoc/>
    public static V1NamespaceStatus ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        IReadOnlyList<V1NamespaceCondition>? conditions = null;
        string? phase = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 5 when property.SequenceEqual("phase"u8): phase = StringCodec.Read(ref reader); break;
                case 10 when property.SequenceEqual("conditions"u8): conditions = ArrayCodec<V1NamespaceCondition, SelfCodec<V1NamespaceCondition>>.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            Conditions = conditions,
            Phase = phase,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(Utf8JsonWriter writer, V1NamespaceStatus value)
    {
        writer.WriteStartObject();
        if (value.Conditions is { } conditions)
        {
            writer.WritePropertyName("conditions"u8);
            ArrayCodec<V1NamespaceCondition, SelfCodec<V1NamespaceCondition>>.Write(writer, conditions);
        }
        if (value.Phase is { } phase) writer.WriteString("phase"u8, phase);
        writer.WriteEndObject();
    }
}
