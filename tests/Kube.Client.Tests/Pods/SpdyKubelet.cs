using System.Buffers.Binary;
using System.IO.Compression;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Kube.Client.Tests.Pods;

/// <summary>Plays the server's end of a tunnelled port-forward: SPDY/3.1 in WebSocket messages that are cut without regard to frames.</summary>
/// <remarks>Written apart from the client's code: it inflates the headers with .NET's own zlib and refuses what a strict reader would.</remarks>
public sealed class SpdyKubelet(WebSocket socket)
{
    private readonly Feed _compressed = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly List<string> _streams = [];
    private ZLibStream? _inflate;

    /// <summary>Cuts the connection after so many bytes from the port.</summary>
    public int? DropAfter { get; init; }

    /// <summary>Resets the data stream instead of connecting.</summary>
    public bool Reset { get; init; }

    /// <summary>What the client opened, each with its headers, and whether it answered the ping.</summary>
    public IReadOnlyList<string> Streams => _streams;

    public async Task ServeAsync(int port, Action drop)
    {
        using var target = new TcpClient();
        await SendAsync(Frame(0x80030006, 0, [0, 0, 0, 2]));
        NetworkStream? stream = null;
        Task? down = null;
        while (await ReadFrameAsync() is { } frame)
        {
            switch (frame.Head)
            {
                case 0x80030001:
                    Open(frame.Body);
                    var id = BinaryPrimitives.ReadUInt32BigEndian(frame.Body);
                    await SendAsync(Frame(0x80030002, 0, [.. frame.Body[..4], .. Compressed()]));
                    if (id != 3) break;
                    if (Reset)
                    {
                        await SendAsync(Frame(0x80030003, 0, [0, 0, 0, 3, 0, 0, 0, 5]));
                        break;
                    }
                    try
                    {
                        await target.ConnectAsync("127.0.0.1", port);
                        stream = target.GetStream();
                        down = DownAsync(stream, drop);
                    }
                    catch (SocketException)
                    {
                        await SendAsync(Frame(1, 1, Encoding.UTF8.GetBytes($"error forwarding port {port}: connection refused")));
                        await SendAsync(Frame(3, 1, []));
                        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
                    }
                    break;
                case 0x80030006: _streams.Add($"pong {frame.Body[3]}"); break;
                case 3:
                    if (frame.Body.Length > 0) await stream!.WriteAsync(frame.Body);
                    if ((frame.Flags & 1) != 0) target.Client.Shutdown(SocketShutdown.Send);
                    break;
                case 1: break;
                default: throw new InvalidOperationException($"A frame of kind {frame.Head:x} is not expected.");
            }
        }
        if (down is not null) await down;
    }

    private async Task DownAsync(NetworkStream stream, Action drop)
    {
        var buffer = new byte[20_000];
        var sent = 0;
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer)) > 0)
            {
                await SendAsync(Frame(3, 0, buffer.AsSpan(0, read)));
                sent += read;
                if (sent < DropAfter || DropAfter is null) continue;
                drop();
                return;
            }
            await SendAsync(Frame(1, 1, []));
            await SendAsync(Frame(3, 1, []));
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone.
        }
    }

    private void Open(byte[] body)
    {
        _compressed.Add(body.AsSpan(10));
        _inflate ??= new ZLibStream(_compressed, CompressionMode.Decompress);
        var headers = new List<string>();
        for (var count = Number(); count > 0; count--) headers.Add($"{Text()}={Text()}");
        if (_compressed.Left > 0) throw new InvalidOperationException("The headers end before their frame.");
        _streams.Add($"{BinaryPrimitives.ReadUInt32BigEndian(body)}: {string.Join(' ', headers)}");
    }

    private uint Number()
    {
        var bytes = new byte[4];
        _inflate!.ReadExactly(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    private string Text()
    {
        var bytes = new byte[Number()];
        _inflate!.ReadExactly(bytes);
        return Encoding.ASCII.GetString(bytes);
    }

    private static byte[] Compressed()
    {
        using var bytes = new MemoryStream();
        using (var zlib = new ZLibStream(bytes, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write([0, 0, 0, 0]);
        return bytes.ToArray();
    }

    private static byte[] Frame(uint head, byte flags, ReadOnlySpan<byte> body)
    {
        var frame = new byte[8 + body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, head);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), ((uint)flags << 24) | (uint)body.Length);
        body.CopyTo(frame.AsSpan(8));
        return frame;
    }

    private async Task SendAsync(byte[] frame)
    {
        await _sending.WaitAsync();
        try
        {
            var cut = Math.Min(frame.Length, 5 + (frame.Length / 3));
            await socket.SendAsync(frame.AsMemory(0, cut), WebSocketMessageType.Binary, true, default);
            if (cut < frame.Length) await socket.SendAsync(frame.AsMemory(cut), WebSocketMessageType.Binary, true, default);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task<(uint Head, byte Flags, byte[] Body)?> ReadFrameAsync()
    {
        var head = new byte[8];
        if (!await FillAsync(head)) return null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(4));
        var body = new byte[length & 0xFFFFFF];
        return await FillAsync(body) ? (BinaryPrimitives.ReadUInt32BigEndian(head), (byte)(length >> 24), body) : null;
    }

    private async Task<bool> FillAsync(byte[] bytes)
    {
        try
        {
            for (var filled = 0; filled < bytes.Length;)
            {
                var part = await socket.ReceiveAsync(bytes.AsMemory(filled), default);
                if (part.MessageType == WebSocketMessageType.Close) return false;
                filled += part.Count;
            }
            return true;
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Compressed bytes as they came; asking for more than came is a fault of the sender, who did not flush.</summary>
    private sealed class Feed : MemoryStream
    {
        public long Left => Length - Position;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            var at = Position;
            Position = Length;
            Write(bytes);
            Position = at;
        }

        public override int Read(byte[] buffer, int offset, int count) =>
            Left == 0 ? throw new InvalidOperationException("The headers are not flushed.") : base.Read(buffer, offset, count);
    }
}
