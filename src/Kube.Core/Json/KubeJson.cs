using System.Buffers;
using System.Text.Json;

namespace Kube.Json;

/// <summary>Reads and writes Kubernetes objects as JSON.</summary>
public static class KubeJson
{
    /// <summary>Reads one value from UTF-8 JSON.</summary>
    /// <exception cref="KubeSerializationException">The text is not JSON, or does not fit <typeparamref name="T"/>.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> utf8Json) where T : IKubeJson<T>
    {
        var reader = new Utf8JsonReader(utf8Json);
        try
        {
            reader.Read();
            return T.ReadJson(ref reader);
        }
        catch (JsonException e)
        {
            throw new KubeSerializationException(e.Message, e.Path ?? "", reader.TokenStartIndex, typeof(T).Name, e);
        }
    }

    /// <summary>Writes one value as UTF-8 JSON.</summary>
    public static byte[] SerializeToUtf8Bytes<T>(T value) where T : IKubeJson<T>
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            T.WriteJson(writer, value);
        }
        return buffer.WrittenSpan.ToArray();
    }
}
