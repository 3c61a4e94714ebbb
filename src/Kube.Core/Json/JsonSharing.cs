using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Kube.Json;

/// <summary>Lets codecs see the bytes ahead of a reader that one of our own entry points made: what <see cref="SharedCodec{T, TCodec}"/> needs.</summary>
/// <remarks>
/// The entry point pins its buffer and says so for its thread. A reader belongs to it when its current token lies in that buffer; every other
/// reader (one of System.Text.Json, one over another copy, one in pieces) is left alone. Positions that such a reader tells are
/// no longer those of the document once a codec has jumped: the entry points read again without sharing when they need one for an error.
/// </remarks>
internal static unsafe class JsonSharing
{
    private const int MaxPart = 2048;

    [ThreadStatic] private static nint _start;
    [ThreadStatic] private static nint _end;

    /// <summary>Opens a buffer; it must stay pinned until the scope is disposed of.</summary>
    public static Scope Open(byte* start, int length) => new((nint)start, (nint)start + length);

    /// <summary>Turns sharing off, for a reader whose owner counts its positions.</summary>
    public static Scope Suspend() => new(0, 0);

    /// <summary>The bytes from the reader's current token to the end of its buffer, if the buffer is open.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryGetRest(scoped ref Utf8JsonReader reader, out ReadOnlySpan<byte> rest)
    {
        var end = _end;
        if (end != 0)
        {
            // An address inside the pinned buffer cannot be one of anything else, and does not move.
            var at = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(reader.ValueSpan));
            if (at >= _start && at < end)
            {
                rest = new ReadOnlySpan<byte>((byte*)at, (int)(end - at));
                return true;
            }
        }
        rest = default;
        return false;
    }

    /// <summary>The object or array that a reader stands on the start of, if its buffer is open and it is short enough to be shared.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="rest">The bytes from the reader's current token on.</param>
    /// <param name="length">How many of them are the object or array.</param>
    /// <param name="hash">Their hash.</param>
    public static bool TryGetPart(scoped ref Utf8JsonReader reader, out ReadOnlySpan<byte> rest, out int length, out ulong hash)
    {
        (length, hash) = (0, 0);
        if (!TryGetRest(ref reader, out rest) || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return false;
        length = JsonExtent.Of(rest[..Math.Min(rest.Length, MaxPart)]);
        if (length == 0) return false;
        hash = Hash(rest[..length]);
        return true;
    }

    /// <summary>Moves a reader from the start of an object or array to its end.</summary>
    /// <param name="reader">Stands on the first byte of <paramref name="rest"/>.</param>
    /// <param name="rest">What <see cref="TryGetRest"/> gave.</param>
    /// <param name="length">How long the value is.</param>
    public static void Jump(ref Utf8JsonReader reader, ReadOnlySpan<byte> rest, int length)
    {
        // To the reader the value looks empty: its opening bracket was read, the closing one comes next.
        reader = new Utf8JsonReader(rest[(length - 1)..], isFinalBlock: true, reader.CurrentState);
        reader.Read();
    }

    /// <summary>Where in the open buffer the reader's current token ends.</summary>
    public static int Consumed(scoped ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray && TryGetRest(ref reader, out _)
            ? (int)((nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(reader.ValueSpan)) - _start) + 1
            : (int)reader.BytesConsumed;

    private static ulong Hash(ReadOnlySpan<byte> json)
    {
        var hash = (ulong)json.Length * 0x9E3779B97F4A7C15;
        var words = MemoryMarshal.Cast<byte, ulong>(json);
        foreach (var word in words) hash = BitOperations.RotateLeft(hash ^ word, 29) * 0xBF58476D1CE4E5B9;
        foreach (var one in json[(words.Length * 8)..]) hash = BitOperations.RotateLeft(hash ^ one, 29) * 0xBF58476D1CE4E5B9;
        return hash ^ (hash >> 29);
    }

    /// <summary>What is open on this thread until it is disposed of.</summary>
    public readonly ref struct Scope
    {
        private readonly nint _outerStart;
        private readonly nint _outerEnd;

        public Scope(nint start, nint end)
        {
            (_outerStart, _outerEnd) = (_start, _end);
            (_start, _end) = (start, end);
        }

        public void Dispose() => (_start, _end) = (_outerStart, _outerEnd);
    }
}
