using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Kube.Json;

/// <summary>Shares short strings that occur again and again in a cluster: names, label keys, enum-like values.</summary>
/// <remarks>
/// A fixed table of references, two slots a bucket, without locks: a lost race costs a duplicate string, never a wrong one, since
/// strings are immutable and every hit is compared in full. Long and non-ASCII text is not pooled.
/// </remarks>
internal static class StringPool
{
    internal const int MaxLength = 128;
    private const int Buckets = 4096;

    private static readonly string?[] Slots = new string?[Buckets * 2];

    /// <summary>The string or property name the reader stands on.</summary>
    /// <exception cref="JsonException">It is not valid UTF-8.</exception>
    public static string Get(ref Utf8JsonReader reader)
    {
        if (!reader.HasValueSequence && !reader.ValueIsEscaped && reader.ValueSpan.Length <= MaxLength)
        {
            return Get(reader.ValueSpan, ref reader);
        }
        return Decode(ref reader);
    }

    private static string Get(ReadOnlySpan<byte> utf8, ref Utf8JsonReader reader)
    {
        if (utf8.IsEmpty) return "";
        ref var first = ref Slots[(Hash(utf8) & (Buckets - 1)) * 2];
        var candidate = first;
        if (candidate is not null && candidate.Length == utf8.Length && Ascii.Equals(utf8, candidate)) return candidate;
        ref var second = ref Unsafe.Add(ref first, 1);
        candidate = second;
        if (candidate is not null && candidate.Length == utf8.Length && Ascii.Equals(utf8, candidate)) return candidate;

        var made = Decode(ref reader);
        if (made.Length == utf8.Length)
        {
            // The newest takes the first slot and pushes the older one down: what is used stays.
            second = first;
            first = made;
        }
        return made;
    }

    private static string Decode(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonFault("the text is not valid UTF-8", reader.TokenStartIndex, e);
        }
    }

    // Eight bytes a step; quality matters little (a collision is a miss), speed does.
    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = (ulong)utf8.Length * 0x9E3779B97F4A7C15;
        while (utf8.Length >= 8)
        {
            hash = BitOperations.RotateLeft(hash ^ MemoryMarshal.Read<ulong>(utf8), 29) * 0xBF58476D1CE4E5B9;
            utf8 = utf8[8..];
        }
        ulong tail = 0;
        for (var i = 0; i < utf8.Length; i++) tail = (tail << 8) | utf8[i];
        hash = (hash ^ tail) * 0x94D049BB133111EB;
        return (uint)(hash >> 40) ^ (uint)hash >> 16;
    }
}
