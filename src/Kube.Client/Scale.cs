using System.Text.Json;
using Kube.Json;

namespace Kube.Client;

/// <summary>How many replicas of something are wanted and there (<c>autoscaling/v1</c> <c>Scale</c>).</summary>
public sealed record Scale : IKubeJson<Scale>
{
    /// <summary>The scaled object's metadata; its resource version guards a replace.</summary>
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>How many are wanted.</summary>
    public int Replicas { get; init; }

    /// <summary>How many were last seen.</summary>
    public int ObservedReplicas { get; init; }

    /// <summary>Selects the pods that are counted, as text; <see langword="null"/> where the type names no selector.</summary>
    public string? Selector { get; init; }

    /// <inheritdoc/>
    public static Scale ReadJson(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException("a Scale is an object");
        return new Scale
        {
            Metadata = root.TryGetProperty("metadata", out var metadata) ? KubeJson.Deserialize<ObjectMeta>(metadata.GetRawText()) : new(),
            Replicas = Number(root, "spec"),
            ObservedReplicas = Number(root, "status"),
            Selector = Find(root, "status", "selector") is { ValueKind: JsonValueKind.String } selector ? selector.GetString() : null,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, Scale value)
    {
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "Scale");
        writer.WriteString("apiVersion"u8, "autoscaling/v1");
        writer.WritePropertyName("metadata"u8);
        ObjectMeta.WriteJson(writer, value.Metadata);
        writer.WriteStartObject("spec"u8);
        writer.WriteNumber("replicas"u8, value.Replicas);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    // The server leaves out a zero of spec.replicas.
    private static int Number(JsonElement root, string part) => Find(root, part, "replicas") switch
    {
        null => 0,
        { ValueKind: JsonValueKind.Number } found when found.TryGetInt32(out var replicas) => replicas,
        _ => throw new JsonException($"{part}.replicas must be a whole number"),
    };

    private static JsonElement? Find(JsonElement root, string part, string name) =>
        root.TryGetProperty(part, out var at) && at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var value) ? value : null;
}
