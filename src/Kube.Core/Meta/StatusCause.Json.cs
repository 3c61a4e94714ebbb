using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

[JsonConverter(typeof(KubeJsonConverter<StatusCause>))]
public sealed partial record StatusCause : IKubeJson<StatusCause>
{
    /// <inheritdoc/>
    public static StatusCause ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        string? reason = null;
        string? message = null;
        string? field = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 5 when property.SequenceEqual("field"u8): field = StringCodec.Read(ref reader); break;
                case 6 when property.SequenceEqual("reason"u8): reason = StringCodec.Read(ref reader); break;
                case 7 when property.SequenceEqual("message"u8): message = StringCodec.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            Reason = reason,
            Message = message,
            Field = field,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, StatusCause value)
    {
        writer.WriteStartObject();
        if (value.Reason is { } reason) writer.WriteString("reason"u8, reason);
        if (value.Message is { } message) writer.WriteString("message"u8, message);
        if (value.Field is { } field) writer.WriteString("field"u8, field);
        writer.WriteEndObject();
    }
}
