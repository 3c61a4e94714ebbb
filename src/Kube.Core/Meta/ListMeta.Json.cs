using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

[JsonConverter(typeof(KubeJsonConverter<ListMeta>))]
public sealed partial record ListMeta : IKubeJson<ListMeta>
{
    /// <inheritdoc/>
    public static ListMeta ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        string? resourceVersion = null;
        string? @continue = null;
        long? remainingItemCount = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 8 when property.SequenceEqual("continue"u8): @continue = StringCodec.Read(ref reader); break;
                case 15 when property.SequenceEqual("resourceVersion"u8): resourceVersion = StringCodec.Read(ref reader); break;
                case 18 when property.SequenceEqual("remainingItemCount"u8): remainingItemCount = IntegerCodec<long>.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            ResourceVersion = resourceVersion,
            Continue = @continue,
            RemainingItemCount = remainingItemCount,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, ListMeta value)
    {
        writer.WriteStartObject();
        if (value.ResourceVersion is { } resourceVersion) writer.WriteString("resourceVersion"u8, resourceVersion);
        if (value.Continue is { } @continue) writer.WriteString("continue"u8, @continue);
        if (value.RemainingItemCount is { } remainingItemCount) writer.WriteNumber("remainingItemCount"u8, remainingItemCount);
        writer.WriteEndObject();
    }
}
