using System.Text.Json;

namespace Kube.Json;

/// <summary>A value that a codec refuses, with where it stands; the entry points turn it into <see cref="KubeSerializationException"/>.</summary>
internal sealed class JsonFault(string message, long bytePosition, Exception? inner = null) : JsonException(message, inner)
{
    public long BytePosition { get; } = bytePosition;
}
