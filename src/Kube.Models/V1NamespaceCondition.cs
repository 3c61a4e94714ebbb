using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube.Models;

/// <summary>One aspect of a namespace's state.</summary>
[JsonConverter(typeof(KubeJsonConverter<V1NamespaceCondition>))]
public sealed partial record V1NamespaceCondition : IKubeJson<V1NamespaceCondition>
{
    /// <summary>The aspect.</summary>
    public required string Type { get; init; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When the status last changed.</summary>
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>Why, for programs.</summary>
    public string? Reason { get; init; }

    /// <summary>Why, for people.</summary>
    public string? Message { get; init; }

    /// <inheritdoc/>
    public static V1NamespaceCondition ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        string? type = null;
        string? status = null;
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
                case 18 when property.SequenceEqual("lastTransitionTime"u8): lastTransitionTime = DateTimeOffsetCodec.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            Type = type ?? "",
            Status = status ?? "",
            LastTransitionTime = lastTransitionTime,
            Reason = reason,
            Message = message,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(Utf8JsonWriter writer, V1NamespaceCondition value)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, value.Type);
        writer.WriteString("status"u8, value.Status);
        if (value.LastTransitionTime is { } lastTransitionTime)
        {
            writer.WritePropertyName("lastTransitionTime"u8);
            TimeCodec.Write(writer, lastTransitionTime);
        }
        if (value.Reason is { } reason) writer.WriteString("reason"u8, reason);
        if (value.Message is { } message) writer.WriteString("message"u8, message);
        writer.WriteEndObject();
    }
}
