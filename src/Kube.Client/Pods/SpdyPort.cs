using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.WebSockets;

namespace Kube.Client;

/// <summary>A forwarded connection over SPDY/3.1 in a WebSocket (KEP-4006): a stream for the server's complaint and one for data, whose directions end on their own.</summary>
/// <remarks>Kubernetes' SPDY has no flow control of its own: who does not read holds up the WebSocket, and with it the server.</remarks>
internal sealed class SpdyPort : IPortConnection
{
    public const string Protocol = "SPDY/3.1+portforward.k8s.io";
    private const uint ComplaintStream = 1;
    private const uint DataStream = 3;
    private const int MaxPayload = 32 * 1024;
    private readonly WebSocket _socket;
    private readonly Uri _server;
    private readonly Pipe _data = NewPipe();
    private readonly Pipe _complaint = NewPipe();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MessageSender _sender;
    private readonly CancellationTokenSource _stop = new();
    private Task _receiving = Task.CompletedTask;
    private bool _dataEnded;
    private int _disposed;

    public SpdyPort(WebSocket socket, Uri server)
    {
        (_socket, _server) = (socket, server);
        _sender = new MessageSender(socket, server);
    }

    public bool CanCloseWrite => true;

    public PipeReader Data => _data.Reader;

    public PipeReader Complaint => _complaint.Reader;

    public async Task OpenAsync(int port, CancellationToken cancellationToken)
    {
        _receiving = ReceiveAsync();
        var number = port.ToString(CultureInfo.InvariantCulture);
        await _sender.SendAsync(SpdyFrames.SynStream(ComplaintStream, first: true, ("streamtype", "error"), ("port", number), ("requestid", "0")), cancellationToken).ConfigureAwait(false);
        // The complaint is the server's alone to write.
        await SendDataAsync(ComplaintStream, SpdyFrames.Fin, default, cancellationToken).ConfigureAwait(false);
        await _sender.SendAsync(SpdyFrames.SynStream(DataStream, first: false, ("streamtype", "data"), ("port", number), ("requestid", "0")), cancellationToken).ConfigureAwait(false);
        await _opened.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        for (; data.Length > 0; data = data[Math.Min(data.Length, MaxPayload)..])
            await SendDataAsync(DataStream, 0, data[..Math.Min(data.Length, MaxPayload)], cancellationToken).ConfigureAwait(false);
    }

    public Task CloseWriteAsync(CancellationToken cancellationToken) => SendDataAsync(DataStream, SpdyFrames.Fin, default, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _sender.Dispose();
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket.Abort();
        // Its failure was the reader's to see; here it only must have ended.
        await _receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _stop.Dispose();
    }

    private static Pipe NewPipe() => new(new PipeOptions(pauseWriterThreshold: 256 * 1024, resumeWriterThreshold: 128 * 1024, useSynchronizationContext: false));

    private async Task SendDataAsync(uint stream, byte flags, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var size = SpdyFrames.HeaderSize + data.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            SpdyFrames.DataHead(buffer, stream, flags, data.Length);
            data.CopyTo(buffer.AsMemory(SpdyFrames.HeaderSize));
            await _sender.SendAsync(buffer.AsMemory(0, size), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task ReceiveAsync()
    {
        Exception? failure = null;
        try
        {
            await ReceiveFramesAsync().ConfigureAwait(false);
            if (!_dataEnded) failure = Wrong("closed the connection to the port before it had ended", TransportFailure.Broken);
        }
        catch (OperationCanceledException e) when (_stop.IsCancellationRequested)
        {
            failure = new ObjectDisposedException(nameof(PodPortStream), e);
        }
        catch (Exception e) when (MessageSender.Breaks(e))
        {
            failure = MessageSender.Broken(e, _server);
        }
        catch (Exception e)
        {
            // Whatever it is: who reads must hear of it, or would wait for ever.
            failure = e;
        }
        if (failure is not null) _opened.TrySetException(failure);
        else _opened.TrySetResult();
        // What the server said is told first; without words, what befell the connection.
        await _complaint.Writer.CompleteAsync().ConfigureAwait(false);
        await _data.Writer.CompleteAsync(_dataEnded ? null : failure).ConfigureAwait(false);
    }

    private async Task ReceiveFramesAsync()
    {
        var head = new byte[SpdyFrames.HeaderSize];
        while (await FillAsync(head).ConfigureAwait(false))
        {
            if (SpdyFrames.ReadHead(head) is not { } frame) throw Wrong("sent a frame that is not SPDY/3.1", TransportFailure.Protocol);
            if (frame.Control is null) await TakeDataAsync(frame).ConfigureAwait(false);
            else await TakeControlAsync(frame).ConfigureAwait(false);
        }
    }

    private async Task TakeDataAsync(SpdyFrames.Head frame)
    {
        var pipe = frame.Stream switch { DataStream => _data, ComplaintStream => _complaint, _ => null };
        var skipped = pipe is null || (pipe == _data && _dataEnded) ? new byte[Math.Min(frame.Length, 4096)] : null;
        for (var left = frame.Length; left > 0;)
        {
            var memory = skipped ?? pipe!.Writer.GetMemory(4096);
            var read = await ReadAsync(memory[..Math.Min(memory.Length, left)]).ConfigureAwait(false);
            if (read == 0) throw Wrong("broke off within a frame", TransportFailure.Broken);
            left -= read;
            if (skipped is not null) continue;
            pipe!.Writer.Advance(read);
            await pipe.Writer.FlushAsync(_stop.Token).ConfigureAwait(false);
        }
        if (!frame.IsFin || pipe is null) return;
        if (pipe == _data) _dataEnded = true;
        await pipe.Writer.CompleteAsync().ConfigureAwait(false);
    }

    private async Task TakeControlAsync(SpdyFrames.Head frame)
    {
        var body = ArrayPool<byte>.Shared.Rent(Math.Max(frame.Length, 8));
        try
        {
            if (!await FillAsync(body.AsMemory(0, frame.Length)).ConfigureAwait(false)) throw Wrong("broke off within a frame", TransportFailure.Broken);
            var stream = frame.Length >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(body) & 0x7FFFFFFF : 0;
            switch (frame.Control)
            {
                case SpdyFrames.Type.SynReply when stream == DataStream:
                    _opened.TrySetResult();
                    break;
                case SpdyFrames.Type.RstStream when stream == DataStream && !_dataEnded:
                    throw Wrong("reset the connection to the port", TransportFailure.Broken);
                case SpdyFrames.Type.Ping when frame.Length == 4:
                    await _sender.SendAsync(SpdyFrames.Ping(body), _stop.Token).ConfigureAwait(false);
                    break;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    /// <summary>False when the server closed properly before the first byte.</summary>
    private async Task<bool> FillAsync(Memory<byte> bytes)
    {
        for (var filled = 0; filled < bytes.Length;)
        {
            var read = await ReadAsync(bytes[filled..]).ConfigureAwait(false);
            if (read == 0) return filled == 0 ? false : throw Wrong("broke off within a frame", TransportFailure.Broken);
            filled += read;
        }
        return true;
    }

    // Where one WebSocket message ends and the next begins means nothing to SPDY.
    private async ValueTask<int> ReadAsync(Memory<byte> bytes)
    {
        while (true)
        {
            var part = await _socket.ReceiveAsync(bytes, _stop.Token).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close) return 0;
            if (part.Count > 0) return part.Count;
        }
    }

    private KubeTransportException Wrong(string what, TransportFailure failure) => new($"{_server.Authority} {what}", failure, _server);
}
