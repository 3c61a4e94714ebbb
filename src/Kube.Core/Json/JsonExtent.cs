using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kube.Json;

/// <summary>Finds where an object or array ends, 32 bytes at a time and without reading it.</summary>
/// <remarks>What it says of broken JSON means nothing: it is only asked to look for bytes that were read before and were whole.</remarks>
internal static class JsonExtent
{
    private const int Block = 32;

    /// <summary>How long the value is that begins with the first byte; 0 when it does not end within the text.</summary>
    public static int Of(ReadOnlySpan<byte> text)
    {
        var depth = 0;
        var inString = false;
        var escaped = false;
        var at = 0;
        while (at + Block <= text.Length)
        {
            var block = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(text), (nuint)at);
            var quotes = Vector256.Equals(block, Vector256.Create((byte)'"')).ExtractMostSignificantBits();
            var backslashes = Vector256.Equals(block, Vector256.Create((byte)'\\')).ExtractMostSignificantBits();
            if (backslashes != 0 || escaped) quotes &= ~Escaped(backslashes, ref escaped);
            // Bit by bit: whether an odd number of quotes stands before it or at it.
            var strings = quotes ^ (quotes << 1);
            strings ^= strings << 2;
            strings ^= strings << 4;
            strings ^= strings << 8;
            strings ^= strings << 16;
            if (inString) strings = ~strings;
            inString = strings >> 31 != 0;

            // Square and curly brackets differ in one bit.
            var folded = block | Vector256.Create((byte)0x20);
            var opening = Vector256.Equals(folded, Vector256.Create((byte)'{')).ExtractMostSignificantBits() & ~strings;
            var closing = Vector256.Equals(folded, Vector256.Create((byte)'}')).ExtractMostSignificantBits() & ~strings;
            if (BitOperations.PopCount(closing) < depth)
            {
                depth += BitOperations.PopCount(opening) - BitOperations.PopCount(closing);
            }
            else
            {
                for (var all = opening | closing; all != 0; all &= all - 1)
                {
                    var bit = BitOperations.TrailingZeroCount(all);
                    depth += (closing >> bit & 1) != 0 ? -1 : 1;
                    if (depth == 0) return at + bit + 1;
                }
            }
            at += Block;
        }
        var rest = Slowly(text[at..], ref depth, ref inString, ref escaped);
        return rest > 0 ? at + rest : 0;
    }

    /// <summary>Which bytes of a block stand after a backslash that counts.</summary>
    private static uint Escaped(uint backslashes, ref bool escaped)
    {
        ulong left = backslashes;
        var marked = 0UL;
        if (escaped)
        {
            marked = 1;
            left &= ~1UL;
        }
        while (left != 0)
        {
            var bit = BitOperations.TrailingZeroCount(left);
            marked |= 2UL << bit;
            left &= ~(3UL << bit);
        }
        escaped = marked >> Block != 0;
        return (uint)marked;
    }

    private static int Slowly(ReadOnlySpan<byte> text, ref int depth, ref bool inString, ref bool escaped)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (escaped) escaped = false;
            else if (inString)
            {
                if (c == '\\') escaped = true;
                else if (c == '"') inString = false;
            }
            else if (c == '"') inString = true;
            else if ((c | 0x20) == '{') depth++;
            else if ((c | 0x20) == '}' && --depth == 0) return i + 1;
        }
        return 0;
    }
}
