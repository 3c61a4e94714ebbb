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

    /// <summary>What the watch said about it; <see langword="null"/> in a list.</summary>
    public WatchEventType? EventType { get; init; }

    /// <summary>For people: which object, and why.</summary>
    public override string ToString() => $"{Metadata?.Namespace}/{Metadata?.Name}: {Error.Message}";
}
