#if NET
using System.Buffers.Binary;
using Utf8 = System.ReadOnlySpan<byte>;
#else
using Utf8 = byte[];
#endif

namespace Kube.Schema.Json;

/// <summary>A small pool of short ASCII strings: the same keys and words come again and again in Kubernetes objects, so most are already there.</summary>
/// <remarks>Fixed size, newest wins, no locks: entries are immutable and a reference is written at once. What is lost in a race is made again.</remarks>
internal static class JsonTextPool
{
    private const int Slots = 2048;
    private const int LongestKey = 48;
    private const int LongestValue = 32;

    private static readonly string?[] Keys = new string?[Slots];
    private static readonly JsonString?[] Values = new JsonString?[Slots];

    public static string Key(Utf8 text, int start, int length)
    {
        if (length is 0 or > LongestKey)
        {
            return JsonText.Decode(text, start, length);
        }

        ref var slot = ref Keys[Hash(text, start, length)];
        return slot is { } pooled && Same(text, start, length, pooled) ? pooled : slot = JsonText.Decode(text, start, length);
    }

    public static JsonString Value(Utf8 text, int start, int length)
    {
        if (length is 0 or > LongestValue)
        {
            return JsonString.Of(JsonText.Decode(text, start, length));
        }

        ref var slot = ref Values[Hash(text, start, length)];
        return slot is { } pooled && Same(text, start, length, pooled.Value) ? pooled : slot = new(JsonText.Decode(text, start, length));
    }

    private static int Hash(Utf8 text, int start, int length)
    {
#if NET
        // Ends and length tell most words apart; two loads are cheaper than a walk.
        if (length >= 8)
        {
            var bytes = text.Slice(start, length);
            var mixed = (BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ ((ulong)length << 56)) * 0x9E3779B97F4A7C15;
            mixed ^= BinaryPrimitives.ReadUInt64LittleEndian(bytes[(length - 8)..]) * 0xC2B2AE3D27D4EB4F;
            return (int)((mixed ^ (mixed >> 29)) >> 32) & (Slots - 1);
        }
#endif
        var hash = (uint)length;
        for (var i = start; i < start + length; i++)
        {
            hash = (hash ^ text[i]) * 16777619;
        }

        return (int)((hash ^ (hash >> 15)) & (Slots - 1));
    }

    // A pooled text that is not ASCII never compares equal to bytes: it is simply made anew.
    private static bool Same(Utf8 text, int start, int length, string pooled)
    {
#if NET
        return System.Text.Ascii.Equals(text.Slice(start, length), pooled);
#else
        if (pooled.Length != length)
        {
            return false;
        }

        for (var i = 0; i < length; i++)
        {
            if (text[start + i] != pooled[i] || pooled[i] > 0x7f)
            {
                return false;
            }
        }

        return true;
#endif
    }
}
