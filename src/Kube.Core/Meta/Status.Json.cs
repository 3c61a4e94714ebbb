using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

[JsonConverter(typeof(KubeJsonConverter<Status>))]
public sealed partial record Status : IKubeJson<Status>
{
    /// <inheritdoc/>
    public static Status ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        ListMeta? metadata = null;
        string? status = null;
        string? message = null;
        string? reason = null;
        StatusDetails? details = null;
        int? code = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 4 when property.SequenceEqual("code"u8): code = IntegerCodec<int>.Read(ref reader); break;
                case 6 when property.SequenceEqual("status"u8): status = StringCodec.Read(ref reader); break;
                case 6 when property.SequenceEqual("reason"u8): reason = StringCodec.Read(ref reader); break;
                case 7 when property.SequenceEqual("message"u8): message = StringCodec.Read(ref reader); break;
                case 7 when property.SequenceEqual("details"u8): details = StatusDetails.ReadJson(ref reader); break;
                case 8 when property.SequenceEqual("metadata"u8): metadata = ListMeta.ReadJson(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            Metadata = metadata,
            Outcome = status,
            Message = message,
            Reason = reason,
            Details = details,
            Code = code,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, Status value)
    {
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "Status");
        writer.WriteString("apiVersion"u8, "v1");
        if (value.Metadata is { } metadata)
        {
            writer.WritePropertyName("metadata"u8);
            ListMeta.WriteJson(writer, metadata);
        }
        if (value.Outcome is { } status) writer.WriteString("status"u8, status);
        if (value.Message is { } message) writer.WriteString("message"u8, message);
        if (value.Reason is { } reason) writer.WriteString("reason"u8, reason);
        if (value.Details is { } details)
        {
            writer.WritePropertyName("details"u8);
            StatusDetails.WriteJson(writer, details);
        }
        if (value.Code is { } code) writer.WriteNumber("code"u8, code);
        writer.WriteEndObject();
    }
}
