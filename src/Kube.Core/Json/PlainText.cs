using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kube.Json;

/// <summary>Text that stands in JSON as it is: printable ASCII without quotes and backslashes.</summary>
internal static class PlainText
{
    /// <summary>Copies the text as UTF-8 if it is plain; what the target holds after <see langword="false"/> means nothing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="utf8">At least as long.</param>
    public static bool TryCopy(ReadOnlySpan<char> text, Span<byte> utf8)
    {
        var length = text.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, utf8.Length);
        if (length < Vector128<ushort>.Count) return TryCopyFew(text, utf8);

        // The last step reaches back over what was copied before, so that nothing is left for a loop of single bytes.
        ref var from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        ref var to = ref MemoryMarshal.GetReference(utf8);
        if (length < Vector128<byte>.Count)
        {
            var last = length - Vector128<ushort>.Count;
            var joined = Narrow(Vector128.LoadUnsafe(ref from), Vector128.LoadUnsafe(ref from, (nuint)last));
            joined.GetLower().StoreUnsafe(ref to);
            joined.GetUpper().StoreUnsafe(ref to, (nuint)last);
            return Special(joined) == Vector128<byte>.Zero;
        }
        var special = Vector128<byte>.Zero;
        for (var at = 0; at <= length - Vector128<byte>.Count; at += Vector128<byte>.Count) special |= CopyBlock(ref from, ref to, at);
        if (length % Vector128<byte>.Count != 0) special |= CopyBlock(ref from, ref to, length - Vector128<byte>.Count);
        return special == Vector128<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> CopyBlock(ref ushort from, ref byte to, int at)
    {
        var block = Narrow(Vector128.LoadUnsafe(ref from, (nuint)at), Vector128.LoadUnsafe(ref from, (nuint)(at + Vector128<ushort>.Count)));
        block.StoreUnsafe(ref to, (nuint)at);
        return Special(block);
    }

    /// <summary>Two halves as bytes; what is beyond ASCII stays beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Narrow(Vector128<ushort> low, Vector128<ushort> high) => Vector128.NarrowWithSaturation(low, high);

    /// <summary>All bits set where a byte is not plain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Special(Vector128<byte> block) =>
        Vector128.GreaterThan(block - Vector128.Create((byte)' '), Vector128.Create((byte)('~' - ' ')))
        | Vector128.Equals(block, Vector128.Create((byte)'"'))
        | Vector128.Equals(block, Vector128.Create((byte)'\\'));

    private static bool TryCopyFew(ReadOnlySpan<char> text, Span<byte> utf8)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is < ' ' or > '~' or '"' or '\\') return false;
            utf8[i] = (byte)c;
        }
        return true;
    }
}
