using System.Text.Json;

namespace Kube;

/// <summary>Whether a body demands a version of the object (<c>metadata.resourceVersion</c>).</summary>
internal static class DemandedVersion
{
    /// <summary>A body that is no JSON counts as one that does: nothing is known of it.</summary>
    public static bool IsIn(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || !MovesTo(ref reader, "metadata"u8) || reader.TokenType != JsonTokenType.StartObject) return false;
            if (!MovesTo(ref reader, "resourceVersion"u8)) return false;
            return reader.TokenType != JsonTokenType.Null && !(reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(""u8));
        }
        catch (JsonException)
        {
            return true;
        }
    }

    /// <summary>From the start of an object to a member's value; false at the object's end.</summary>
    private static bool MovesTo(ref Utf8JsonReader reader, ReadOnlySpan<byte> member)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(member);
            reader.Read();
            if (found) return true;
            reader.Skip();
        }
        return false;
    }
}
