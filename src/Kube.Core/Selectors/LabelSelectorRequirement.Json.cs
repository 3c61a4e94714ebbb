using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

[JsonConverter(typeof(KubeJsonConverter<LabelSelectorRequirement>))]
public sealed partial record LabelSelectorRequirement : IKubeJson<LabelSelectorRequirement>
{
    /// <inheritdoc/>
    public static LabelSelectorRequirement ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        string? key = null;
        string? @operator = null;
        IReadOnlyList<string>? values = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 3 when property.SequenceEqual("key"u8): key = StringCodec.Read(ref reader); break;
                case 6 when property.SequenceEqual("values"u8): values = ArrayCodec<string, StringCodec>.Read(ref reader); break;
                case 8 when property.SequenceEqual("operator"u8): @operator = StringCodec.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        var missing = (key is null ? 1UL : 0) | (@operator is null ? 2UL : 0);
        if (missing != 0) throw JsonRead.Missing(ref reader, missing, "key,operator");
        return new()
        {
            Key = key!,
            Operator = @operator!,
            Values = values,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, LabelSelectorRequirement value)
    {
        writer.WriteStartObject();
        writer.WriteString("key"u8, value.Key);
        writer.WriteString("operator"u8, value.Operator);
        if (value.Values is { } values)
        {
            writer.WritePropertyName("values"u8);
            ArrayCodec<string, StringCodec>.Write(writer, values);
        }
        writer.WriteEndObject();
    }
}
