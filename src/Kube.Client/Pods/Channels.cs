using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;

namespace Kube.Client;

/// <summary>Several byte streams over one WebSocket, each message led by its channel's number (<c>channel.k8s.io</c>, KEP-4006).</summary>
/// <remarks>Outputs are bounded: who does not read one channel holds up the others, as with pipes of a local process.</remarks>
internal sealed class Channels : IAsyncDisposable
{
    public const string V5 = "v5.channel.k8s.io";
    public const string V4 = "v4.channel.k8s.io";
    private const byte CloseChannel = 255;
    private const int MaxPayload = 32 * 1024;
    private readonly WebSocket _socket;
    private readonly string _protocol;
    private readonly Uri _server;
    private readonly Pipe?[] _outputs;
    private readonly MessageSender _sender;
    private readonly CancellationTokenSource _stop = new();
    private int _disposed;

    public Channels(WebSocket socket, string protocol, Uri server, params IEnumerable<int> outputs)
    {
        (_socket, _protocol, _server) = (socket, protocol, server);
        _sender = new MessageSender(socket, server);
        var numbers = outputs.ToList();
        _outputs = new Pipe?[numbers.Max() + 1];
        foreach (var number in numbers)
            _outputs[number] = new Pipe(new PipeOptions(pauseWriterThreshold: 256 * 1024, resumeWriterThreshold: 128 * 1024, useSynchronizationContext: false));
        Completion = ReceiveAsync();
    }

    /// <summary>Whether one input can be closed while the rest goes on.</summary>
    public bool CanHalfClose => _protocol == V5;

    /// <summary>Ends when the server closed the socket; faults when the connection broke.</summary>
    public Task Completion { get; }

    public PipeReader Output(int channel) => _outputs[channel]!.Reader;

    public async Task SendAsync(byte channel, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(data.Length, MaxPayload) + 1);
        try
        {
            buffer[0] = channel;
            do
            {
                var size = Math.Min(data.Length, MaxPayload);
                data[..size].CopyTo(buffer.AsMemory(1));
                await _sender.SendAsync(buffer.AsMemory(0, size + 1), cancellationToken).ConfigureAwait(false);
                data = data[size..];
            }
            while (data.Length > 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public Task CloseAsync(byte channel, CancellationToken cancellationToken) => _sender.SendAsync(new[] { CloseChannel, channel }, cancellationToken);

    /// <summary>Ends the connection and waits for nothing.</summary>
    public void Abort()
    {
        if (_disposed != 0) return;
        _sender.Dispose();
        _stop.Cancel();
        _socket.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _sender.Dispose();
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket.Abort();
        // Its failure was the reader's to see; here it only must have ended.
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReceiveAsync()
    {
        Exception? failure = null;
        try
        {
            await ReceiveUntilClosedAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (_stop.IsCancellationRequested)
        {
            failure = new ObjectDisposedException(nameof(WebSocket), e);
            throw;
        }
        catch (Exception e) when (MessageSender.Breaks(e))
        {
            failure = MessageSender.Broken(e, _server);
            throw failure;
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            foreach (var output in _outputs)
                if (output is not null) await output.Writer.CompleteAsync(failure).ConfigureAwait(false);
        }
    }

    private async Task ReceiveUntilClosedAsync()
    {
        // The first byte of a message is its channel; the rest goes on as it comes, however the message was cut into frames.
        var first = new byte[1];
        var unwanted = new byte[4096];
        while (true)
        {
            var head = await _socket.ReceiveAsync(first.AsMemory(), _stop.Token).ConfigureAwait(false);
            if (head.MessageType == WebSocketMessageType.Close)
            {
                await AnswerCloseAsync().ConfigureAwait(false);
                return;
            }
            if (head.Count == 0) continue;
            var pipe = first[0] < _outputs.Length ? _outputs[first[0]] : null;
            var closes = first[0] == CloseChannel;
            var end = head.EndOfMessage;
            while (!end)
            {
                var memory = pipe?.Writer.GetMemory(4096) ?? unwanted;
                var part = await _socket.ReceiveAsync(memory, _stop.Token).ConfigureAwait(false);
                end = part.EndOfMessage;
                if (closes && part.Count > 0 && memory.Span[0] < _outputs.Length && _outputs[memory.Span[0]] is { } closed)
                    await closed.Writer.CompleteAsync().ConfigureAwait(false);
                if (pipe is null || part.Count == 0) continue;
                pipe.Writer.Advance(part.Count);
                // When nobody reads any more the bytes are dropped: the command goes on, and its status still counts.
                var flushed = await pipe.Writer.FlushAsync(_stop.Token).ConfigureAwait(false);
                if (flushed.IsCompleted) pipe = null;
            }
        }
    }

    private async Task AnswerCloseAsync()
    {
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException)
        {
            // The server did not wait for the answer. All that it had to say has arrived.
        }
    }
}
