using System.Text.Json;
using Kube.Json;

namespace Kube.Client.Tests.Servers;

/// <summary>A resource with one number: what tests read and write.</summary>
public sealed record Widget : IResource<Widget>, INamespaced
{
    public static ResourceType Type { get; } = new("demo.example.com", "v1", "Widget", "widgets", ResourceScope.Namespaced);

    public ObjectMeta Metadata { get; init; } = new();

    public int Size { get; init; }

    public string ApiVersion => Type.ApiVersion;

    public string Kind => Type.Kind;

    public static Widget Named(string name, int size = 0) => new() { Metadata = new() { Name = name, Namespace = "default" }, Size = size };

    public static string Json(string name, int size = 0, string version = "1") =>
        $$"""{"apiVersion":"demo.example.com/v1","kind":"Widget","metadata":{"name":"{{name}}","namespace":"default","resourceVersion":"{{version}}"},"spec":{"size":{{size}} } }""";

    public Widget WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    public static Widget ReadJson(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        var size = root.TryGetProperty("spec", out var spec) && spec.TryGetProperty("size", out var value)
            ? value.ValueKind == JsonValueKind.Number ? value.GetInt32() : throw new JsonException("size must be a number")
            : 0;
        var metadata = root.TryGetProperty("metadata", out var meta) ? KubeJson.Deserialize<ObjectMeta>(meta.GetRawText()) : new();
        return new Widget { Metadata = metadata, Size = size };
    }

    public static void WriteJson(KubeJsonWriter writer, Widget value)
    {
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, Type.ApiVersion);
        writer.WriteString("kind"u8, Type.Kind);
        writer.WritePropertyName("metadata"u8);
        ObjectMeta.WriteJson(writer, value.Metadata);
        writer.WriteStartObject("spec"u8);
        writer.WriteNumber("size"u8, value.Size);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
