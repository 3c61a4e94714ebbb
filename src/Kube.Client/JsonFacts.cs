using System.Text.Json;

namespace Kube.Client;

/// <summary>Takes a few facts out of a JSON answer that no type of its own is worth.</summary>
internal static class JsonFacts
{
    /// <exception cref="KubeSerializationException">The answer is not JSON, or a fact is missing or of another kind.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, string what, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToArray());
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new KubeSerializationException($"the answer is no {what}: {e.Message}", targetType: what, innerException: e);
        }
    }
}
