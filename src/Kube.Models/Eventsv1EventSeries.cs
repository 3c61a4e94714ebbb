using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube.Models;

/// <summary>An event that happens again and again.</summary>
[JsonConverter(typeof(KubeJsonConverter<Eventsv1EventSeries>))]
public sealed partial record Eventsv1EventSeries : IKubeJson<Eventsv1EventSeries>
{
    /// <summary>How often it happened.</summary>
    public required int Count { get; init; }

    /// <summary>When it last happened.</summary>
    public required MicroTime LastObservedTime { get; init; }

    /// <inheritdoc/>
    public static Eventsv1EventSeries ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        int? count = null;
        MicroTime? lastObservedTime = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 5 when property.SequenceEqual("count"u8): count = IntegerCodec<int>.Read(ref reader); break;
                case 16 when property.SequenceEqual("lastObservedTime"u8): lastObservedTime = MicroTime.ReadJson(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            Count = count ?? 0,
            LastObservedTime = lastObservedTime ?? default,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(Utf8JsonWriter writer, Eventsv1EventSeries value)
    {
        writer.WriteStartObject();
        writer.WriteNumber("count"u8, value.Count);
        writer.WritePropertyName("lastObservedTime"u8);
        MicroTime.WriteJson(writer, value.LastObservedTime);
        writer.WriteEndObject();
    }
}
