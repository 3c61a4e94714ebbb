using System.Text.Json;
using Kube.Json;

namespace Kube.Core.Tests;

/// <summary>The smallest resource: a size.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(KubeJsonConverter<Probe>))]
internal sealed record Probe : IResource<Probe>, INamespaced
{
    public static ResourceType Type { get; } = new("test", "v1", "Probe", "probes", ResourceScope.Namespaced);

    public ObjectMeta Metadata { get; init; } = new();
    public int Size { get; init; }
    public string ApiVersion => Type.ApiVersion;
    public string Kind => Type.Kind;

    public Probe WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    public static Probe ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        var metadata = new ObjectMeta();
        var size = 0;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (property.SequenceEqual("metadata"u8)) metadata = ObjectMeta.ReadJson(ref reader);
            else if (property.SequenceEqual("size"u8)) size = IntegerCodec<int>.Read(ref reader);
            else JsonRead.Skip(ref reader);
        }
        return new() { Metadata = metadata, Size = size };
    }

    public static void WriteJson(KubeJsonWriter writer, Probe value)
    {
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, value.ApiVersion);
        writer.WriteString("kind"u8, value.Kind);
        writer.WritePropertyName("metadata"u8);
        ObjectMeta.WriteJson(writer, value.Metadata);
        writer.WriteNumber("size"u8, value.Size);
        writer.WriteEndObject();
    }
}
