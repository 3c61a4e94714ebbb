using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

[JsonConverter(typeof(KubeJsonConverter<Condition>))]
public sealed partial record Condition : IKubeJson<Condition>
{
    /// <inheritdoc/>
    public static Condition ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        string? type = null;
        string? status = null;
        long? observedGeneration = null;
        DateTimeOffset? lastTransitionTime = null;
        string? reason = null;
        string? message = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 4 when property.SequenceEqual("type"u8): type = StringCodec.Read(ref reader); break;
                case 6 when property.SequenceEqual("status"u8): status = StringCodec.Read(ref reader); break;
                case 6 when property.SequenceEqual("reason"u8): reason = StringCodec.Read(ref reader); break;
                case 7 when property.SequenceEqual("message"u8): message = StringCodec.Read(ref reader); break;
                case 18 when property.SequenceEqual("observedGeneration"u8): observedGeneration = IntegerCodec<long>.Read(ref reader); break;
                case 18 when property.SequenceEqual("lastTransitionTime"u8): lastTransitionTime = DateTimeOffsetCodec.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        var missing = (type is null ? 1UL : 0) | (status is null ? 2UL : 0);
        if (missing != 0) throw JsonRead.Missing(ref reader, missing, "type,status");
        return new()
        {
            Type = type!,
            Status = status!,
            ObservedGeneration = observedGeneration,
            LastTransitionTime = lastTransitionTime ?? default,
            Reason = reason ?? "",
            Message = message ?? "",
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, Condition value)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, value.Type);
        writer.WriteString("status"u8, value.Status);
        if (value.ObservedGeneration is { } observedGeneration) writer.WriteNumber("observedGeneration"u8, observedGeneration);
        writer.WritePropertyName("lastTransitionTime"u8);
        TimeCodec.Write(writer, value.LastTransitionTime);
        writer.WriteString("reason"u8, value.Reason);
        writer.WriteString("message"u8, value.Message);
        writer.WriteEndObject();
    }
}
