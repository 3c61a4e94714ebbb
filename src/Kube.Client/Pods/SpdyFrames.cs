using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Kube.Client;

/// <summary>Writes and reads the frames of SPDY/3.1 that a forwarded port needs. Pure.</summary>
/// <remarks>
/// Headers are compressed by zlib, in one stream for the whole connection. Ours are a few bytes, so they go as stored blocks, each followed by the empty block that
/// lets the reader stop at the end of the frame; every inflater reads that. The answer's headers say nothing we need and are skipped.
/// </remarks>
internal static class SpdyFrames
{
    public const int HeaderSize = 8;
    public const byte Fin = 1;
    private const ushort ControlVersion3 = 0x8003;
    private static ReadOnlySpan<byte> EmptyBlock => [0, 0, 0, 0xFF, 0xFF];

    public enum Type : ushort
    {
        SynStream = 1,
        SynReply = 2,
        RstStream = 3,
        Settings = 4,
        Ping = 6,
        GoAway = 7,
        Headers = 8,
        WindowUpdate = 9,
    }

    /// <summary>The first eight bytes of a frame.</summary>
    /// <param name="Control">What kind of control frame; null for data.</param>
    /// <param name="Stream">The stream of a data frame.</param>
    /// <param name="Flags">The flags.</param>
    /// <param name="Length">How many bytes follow.</param>
    public readonly record struct Head(Type? Control, uint Stream, byte Flags, int Length)
    {
        public bool IsFin => (Flags & Fin) != 0;
    }

    /// <summary>Reads a head; null for a version of the protocol that is not 3.</summary>
    public static Head? ReadHead(ReadOnlySpan<byte> bytes)
    {
        var first = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var second = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        var (flags, length) = ((byte)(second >> 24), (int)(second & 0xFFFFFF));
        if (first >> 31 == 0) return new Head(null, first, flags, length);
        return first >> 16 == ControlVersion3 ? new Head((Type)(first & 0xFFFF), 0, flags, length) : null;
    }

    /// <summary>Opens a stream.</summary>
    /// <param name="stream">Its number: odd on the client's side.</param>
    /// <param name="first">Whether it is the connection's first, which begins the zlib stream.</param>
    /// <param name="headers">Its headers, names in small letters.</param>
    public static byte[] SynStream(uint stream, bool first, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var block = new ArrayBufferWriter<byte>(128);
        Number(block, (uint)headers.Length);
        foreach (var (name, value) in headers)
        {
            Text(block, name);
            Text(block, value);
        }
        var zlib = new ArrayBufferWriter<byte>(160);
        if (first) zlib.Write<byte>([0x78, 0x01]);
        var size = (ushort)block.WrittenCount;
        zlib.Write<byte>([0, (byte)size, (byte)(size >> 8), (byte)~size, (byte)(~size >> 8)]);
        zlib.Write(block.WrittenSpan);
        zlib.Write(EmptyBlock);

        var frame = new ArrayBufferWriter<byte>(192);
        Control(frame, Type.SynStream, 0, 10 + zlib.WrittenCount);
        Number(frame, stream);
        Number(frame, 0);
        frame.Write<byte>([0, 0]);
        frame.Write(zlib.WrittenSpan);
        return frame.WrittenSpan.ToArray();
    }

    /// <summary>The head of a data frame.</summary>
    public static void DataHead(Span<byte> head, uint stream, byte flags, int length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(head, stream);
        BinaryPrimitives.WriteUInt32BigEndian(head[4..], ((uint)flags << 24) | (uint)length);
    }

    /// <summary>The answer to a ping.</summary>
    public static byte[] Ping(ReadOnlySpan<byte> id)
    {
        var frame = new ArrayBufferWriter<byte>(12);
        Control(frame, Type.Ping, 0, 4);
        frame.Write(id[..4]);
        return frame.WrittenSpan.ToArray();
    }

    private static void Control(ArrayBufferWriter<byte> frame, Type type, byte flags, int length)
    {
        Number(frame, ((uint)ControlVersion3 << 16) | (ushort)type);
        Number(frame, ((uint)flags << 24) | (uint)length);
    }

    private static void Number(ArrayBufferWriter<byte> to, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(to.GetSpan(4), value);
        to.Advance(4);
    }

    private static void Text(ArrayBufferWriter<byte> to, string text)
    {
        Number(to, (uint)Encoding.ASCII.GetByteCount(text));
        Encoding.ASCII.GetBytes(text, to);
    }
}
