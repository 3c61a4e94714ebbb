using System.Text.Json;

namespace Kube;

/// <summary>An object of a list or a watch that its type cannot hold: an error of its own, never the end of the list or the watch.</summary>
public sealed record InvalidItem
{
    /// <summary>Why the object does not fit.</summary>
    public required KubeSerializationException Error { get; init; }

    /// <summary>The object as it came.</summary>
    public required JsonElement Json { get; init; }

    /// <summary>Its metadata, where at least that could be read.</summary>
    public ObjectMeta? Metadata { get; init; }

    /// <summary>Its namespace and name, where at least those could be read.</summary>
    public ObjectKey? Key => Metadata is { Name: { Length: > 0 } name } ? new ObjectKey(Metadata.Namespace is { Length: > 0 } ns ? ns : null, name) : null;

    /// <summary>What the watch said about it; <see langword="null"/> in a list.</summary>
    public WatchEventType? EventType { get; init; }

    /// <summary>For people: which object, and why.</summary>
    public override string ToString() => $"{Key?.ToString() ?? "an object without a name"}: {Error.Message}";

    /// <summary>The item for an object that was left unread.</summary>
    /// <param name="json">The object as it came.</param>
    /// <param name="error">What reading it threw.</param>
    /// <param name="targetType">The name of the type it was read into.</param>
    /// <param name="eventType">What the watch said about it.</param>
    public static InvalidItem From(JsonElement json, Exception error, string targetType, WatchEventType? eventType = null)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new()
        {
            Error = error as KubeSerializationException ?? new KubeSerializationException(error.Message, (error as JsonException)?.Path ?? "", -1, targetType, innerException: error),
            Json = json,
            Metadata = ReadMetadata(json),
            EventType = eventType,
        };
    }

    private static ObjectMeta? ReadMetadata(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("metadata"u8, out var metadata)) return null;
        try
        {
            return Kube.Json.KubeJson.Deserialize<ObjectMeta>(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(metadata));
        }
        catch (KubeSerializationException)
        {
            // The metadata itself is what does not fit: Error and Json say all there is to say.
            return null;
        }
    }
}
