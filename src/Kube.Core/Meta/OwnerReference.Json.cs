using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

[JsonConverter(typeof(KubeJsonConverter<OwnerReference>))]
public sealed partial record OwnerReference : IKubeJson<OwnerReference>
{
    /// <inheritdoc/>
    public static OwnerReference ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        string? apiVersion = null;
        string? kind = null;
        string? name = null;
        string? uid = null;
        bool? controller = null;
        bool? blockOwnerDeletion = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 3 when property.SequenceEqual("uid"u8): uid = StringCodec.Read(ref reader); break;
                case 4 when property.SequenceEqual("kind"u8): kind = StringCodec.Read(ref reader); break;
                case 4 when property.SequenceEqual("name"u8): name = StringCodec.Read(ref reader); break;
                case 10 when property.SequenceEqual("apiVersion"u8): apiVersion = StringCodec.Read(ref reader); break;
                case 10 when property.SequenceEqual("controller"u8): controller = BooleanCodec.Read(ref reader); break;
                case 18 when property.SequenceEqual("blockOwnerDeletion"u8): blockOwnerDeletion = BooleanCodec.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        var missing = (apiVersion is null ? 1UL : 0) | (kind is null ? 2UL : 0) | (name is null ? 4UL : 0) | (uid is null ? 8UL : 0);
        if (missing != 0) throw JsonRead.Missing(ref reader, missing, "apiVersion,kind,name,uid");
        return new()
        {
            ApiVersion = apiVersion!,
            Kind = kind!,
            Name = name!,
            Uid = uid!,
            Controller = controller,
            BlockOwnerDeletion = blockOwnerDeletion,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, OwnerReference value)
    {
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, value.ApiVersion);
        writer.WriteString("kind"u8, value.Kind);
        writer.WriteString("name"u8, value.Name);
        writer.WriteString("uid"u8, value.Uid);
        if (value.Controller is { } controller) writer.WriteBoolean("controller"u8, controller);
        if (value.BlockOwnerDeletion is { } blockOwnerDeletion) writer.WriteBoolean("blockOwnerDeletion"u8, blockOwnerDeletion);
        writer.WriteEndObject();
    }
}
