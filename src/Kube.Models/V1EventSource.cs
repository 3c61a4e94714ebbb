using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube.Models;

/// <summary>Who reported an event, in the older form.</summary>
[JsonConverter(typeof(KubeJsonConverter<V1EventSource>))]
public sealed partial record V1EventSource : IKubeJson<V1EventSource>
{
    /// <summary>The component.</summary>
    public string? Component { get; init; }

    /// <summary>The node.</summary>
    public string? Host { get; init; }

    /// <inheritdoc/>
    public static V1EventSource ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        string? component = null;
        string? host = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 4 when property.SequenceEqual("host"u8): host = StringCodec.Read(ref reader); break;
                case 9 when property.SequenceEqual("component"u8): component = StringCodec.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            Component = component,
            Host = host,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(Utf8JsonWriter writer, V1EventSource value)
    {
        writer.WriteStartObject();
        if (value.Component is { } component) writer.WriteString("component"u8, component);
        if (value.Host is { } host) writer.WriteString("host"u8, host);
        writer.WriteEndObject();
    }
}
