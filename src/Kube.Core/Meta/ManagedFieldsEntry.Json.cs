using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

[JsonConverter(typeof(KubeJsonConverter<ManagedFieldsEntry>))]
public sealed partial record ManagedFieldsEntry : IKubeJson<ManagedFieldsEntry>
{
    /// <inheritdoc/>
    public static ManagedFieldsEntry ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        string? manager = null;
        string? operation = null;
        string? apiVersion = null;
        DateTimeOffset? time = null;
        string? fieldsType = null;
        RawJson fieldsV1 = default;
        string? subresource = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 4 when property.SequenceEqual("time"u8): time = DateTimeOffsetCodec.Read(ref reader); break;
                case 7 when property.SequenceEqual("manager"u8): manager = StringCodec.Read(ref reader); break;
                case 8 when property.SequenceEqual("fieldsV1"u8): fieldsV1 = RawJson.Read(ref reader); break;
                case 9 when property.SequenceEqual("operation"u8): operation = StringCodec.Read(ref reader); break;
                case 10 when property.SequenceEqual("apiVersion"u8): apiVersion = StringCodec.Read(ref reader); break;
                case 10 when property.SequenceEqual("fieldsType"u8): fieldsType = StringCodec.Read(ref reader); break;
                case 11 when property.SequenceEqual("subresource"u8): subresource = StringCodec.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new(fieldsV1)
        {
            Manager = manager,
            Operation = operation,
            ApiVersion = apiVersion,
            Time = time,
            FieldsType = fieldsType,
            Subresource = subresource,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, ManagedFieldsEntry value)
    {
        writer.WriteStartObject();
        if (value.Manager is { } manager) writer.WriteString("manager"u8, manager);
        if (value.Operation is { } operation) writer.WriteString("operation"u8, operation);
        if (value.ApiVersion is { } apiVersion) writer.WriteString("apiVersion"u8, apiVersion);
        if (value.Time is { } time)
        {
            writer.WritePropertyName("time"u8);
            TimeCodec.Write(writer, time);
        }
        if (value.FieldsType is { } fieldsType) writer.WriteString("fieldsType"u8, fieldsType);
        if (!value._fieldsV1.IsEmpty)
        {
            writer.WritePropertyName("fieldsV1"u8);
            value._fieldsV1.WriteTo(writer);
        }
        if (value.Subresource is { } subresource) writer.WriteString("subresource"u8, subresource);
        writer.WriteEndObject();
    }
}
