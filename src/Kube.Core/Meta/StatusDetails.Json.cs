using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

[JsonConverter(typeof(KubeJsonConverter<StatusDetails>))]
public sealed partial record StatusDetails : IKubeJson<StatusDetails>
{
    /// <inheritdoc/>
    public static StatusDetails ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        string? name = null;
        string? group = null;
        string? kind = null;
        string? uid = null;
        IReadOnlyList<StatusCause>? causes = null;
        int? retryAfterSeconds = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 3 when property.SequenceEqual("uid"u8): uid = StringCodec.Read(ref reader); break;
                case 4 when property.SequenceEqual("name"u8): name = StringCodec.Read(ref reader); break;
                case 4 when property.SequenceEqual("kind"u8): kind = StringCodec.Read(ref reader); break;
                case 5 when property.SequenceEqual("group"u8): group = StringCodec.Read(ref reader); break;
                case 6 when property.SequenceEqual("causes"u8): causes = ArrayCodec<StatusCause, SelfCodec<StatusCause>>.Read(ref reader); break;
                case 17 when property.SequenceEqual("retryAfterSeconds"u8): retryAfterSeconds = IntegerCodec<int>.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            Name = name,
            Group = group,
            Kind = kind,
            Uid = uid,
            Causes = causes,
            RetryAfterSeconds = retryAfterSeconds,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, StatusDetails value)
    {
        writer.WriteStartObject();
        if (value.Name is { } name) writer.WriteString("name"u8, name);
        if (value.Group is { } group) writer.WriteString("group"u8, group);
        if (value.Kind is { } kind) writer.WriteString("kind"u8, kind);
        if (value.Uid is { } uid) writer.WriteString("uid"u8, uid);
        if (value.Causes is { } causes)
        {
            writer.WritePropertyName("causes"u8);
            ArrayCodec<StatusCause, SelfCodec<StatusCause>>.Write(writer, causes);
        }
        if (value.RetryAfterSeconds is { } retryAfterSeconds) writer.WriteNumber("retryAfterSeconds"u8, retryAfterSeconds);
        writer.WriteEndObject();
    }
}
