using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

[JsonConverter(typeof(KubeJsonConverter<LabelSelector>))]
public sealed partial record LabelSelector : IKubeJson<LabelSelector>
{
    /// <inheritdoc/>
    public static LabelSelector ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        IReadOnlyDictionary<string, string>? matchLabels = null;
        IReadOnlyList<LabelSelectorRequirement>? matchExpressions = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 11 when property.SequenceEqual("matchLabels"u8): matchLabels = MapCodec<string, StringCodec, string, StringCodec>.Read(ref reader); break;
                case 16 when property.SequenceEqual("matchExpressions"u8): matchExpressions = ArrayCodec<LabelSelectorRequirement, SelfCodec<LabelSelectorRequirement>>.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            MatchLabels = matchLabels,
            MatchExpressions = matchExpressions,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, LabelSelector value)
    {
        writer.WriteStartObject();
        if (value.MatchLabels is { } matchLabels)
        {
            writer.WritePropertyName("matchLabels"u8);
            MapCodec<string, StringCodec, string, StringCodec>.Write(writer, matchLabels);
        }
        if (value.MatchExpressions is { } matchExpressions)
        {
            writer.WritePropertyName("matchExpressions"u8);
            ArrayCodec<LabelSelectorRequirement, SelfCodec<LabelSelectorRequirement>>.Write(writer, matchExpressions);
        }
        writer.WriteEndObject();
    }
}
