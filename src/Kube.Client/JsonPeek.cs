using System.Text.Json;
using Kube.Json;

namespace Kube.Client;

/// <summary>Looks into JSON without decoding it.</summary>
internal static class JsonPeek
{
    /// <summary>The member <c>kind</c> at the top; null for what has none or is no JSON object.</summary>
    public static string? Kind(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = KubeJson.MaxDepth });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var found = reader.ValueTextEquals("kind"u8);
                reader.Read();
                if (found) return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                reader.Skip();
            }
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
