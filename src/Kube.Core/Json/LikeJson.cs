using System.Text.Json;

namespace Kube.Json;

/// <summary>Objects that were seen lately, one a length: a new one is kept as its difference from the one of its length.</summary>
/// <remarks>A fixed table of half a megabyte at most, without locks: what is in it never changes, and a lost race costs bytes. Only our own entry points share.</remarks>
internal static class LikeJson
{
    private const int Slots = 128;
    private const int MaxLength = 4096;
    // Below that, the array that holds the difference costs what it saves.
    private const int LeastGain = 64;

    private static readonly byte[]?[] Seen = new byte[]?[Slots];

    /// <summary>Reads an object.</summary>
    /// <param name="reader">Stands on the first byte of <paramref name="rest"/>.</param>
    /// <param name="rest">What <see cref="JsonSharing.TryGetRest"/> gave.</param>
    public static RawJson Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> rest)
    {
        var length = JsonExtent.Of(rest[..Math.Min(rest.Length, MaxLength)]);
        if (length == 0) return new(Read(ref reader));
        var json = rest[..length];
        ref var slot = ref Seen[length % Slots];
        var like = slot;
        var head = like?.Length == length ? json.CommonPrefixLength(like) : 0;
        if (head == length)
        {
            // The same bytes were read before and were whole.
            JsonSharing.Jump(ref reader, rest, length);
            return new(like!, head, [], 0);
        }
        reader.Skip();
        var tail = head == 0 ? 0 : CommonSuffixLength(json[head..], like.AsSpan(head));
        if (head + tail > LeastGain && head + tail > length / 2) return new(like!, head, json[head..^tail].ToArray(), tail);
        var own = json.ToArray();
        slot = own;
        return new(own);
    }

    private static byte[] Read(ref Utf8JsonReader reader)
    {
        JsonSharing.TryGetRest(ref reader, out var rest);
        reader.Skip();
        JsonSharing.TryGetRest(ref reader, out var end);
        return rest[..(rest.Length - end.Length + 1)].ToArray();
    }

    private static int CommonSuffixLength(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var length = 0;
        while (length < left.Length && left[^(length + 1)] == right[^(length + 1)]) length++;
        return length;
    }
}
