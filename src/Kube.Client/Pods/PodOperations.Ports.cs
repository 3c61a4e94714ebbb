using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;

namespace Kube.Client;

public sealed partial class PodOperations
{
    /// <summary>Opens one connection to a port of the pod.</summary>
    /// <param name="port">The port, 1 to 65535.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The connection: what is written arrives at the port, what the port sends is read. Reading throws <see cref="KubeTransportException"/> when nobody listens there.</returns>
    /// <exception cref="KubeApiException">There is no such pod, or it does not run.</exception>
    public async Task<Stream> OpenPortAsync(int port, CancellationToken cancellationToken = default)
    {
        var socket = await WebSocketUpgrade.OpenAsync(_client, Requests.PortForward(Namespace, Name, port), [Channels.V4], cancellationToken).ConfigureAwait(false);
        return await PortStream.OpenAsync(new Channels(socket, _client.Config.Server, 0, 1), port, _client.Config.Server, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Listens on this machine's loopback and passes each connection on to a port of the pod.</summary>
    /// <param name="port">The pod's port.</param>
    /// <param name="localPort">The local port; 0 (the default) for any that is free.</param>
    /// <returns>The listener; dispose of it to stop.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">The local port is taken.</exception>
    public PortForwarder ForwardPort(int port, int localPort = 0) => new(this, port, localPort);
}

/// <summary>One forwarded connection: channel 0 carries data, channel 1 the server's complaint; each begins with the port's number.</summary>
internal sealed class PortStream : Stream
{
    private readonly Channels _channels;
    private readonly Stream _reader;
    private readonly ChannelWriteStream _writer;
    private readonly Task<string> _complaint;
    private readonly int _port;
    private readonly Uri _server;

    private PortStream(Channels channels, int port, Uri server)
    {
        (_channels, _port, _server) = (channels, port, server);
        _reader = channels.Output(0).AsStream();
        _writer = new ChannelWriteStream(channels, 0);
        _complaint = ReadComplaintAsync();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static async Task<Stream> OpenAsync(Channels channels, int port, Uri server, CancellationToken cancellationToken)
    {
        var stream = new PortStream(channels, port, server);
        try
        {
            var number = new byte[2];
            await stream._reader.ReadExactlyAsync(number, cancellationToken).ConfigureAwait(false);
            if (BinaryPrimitives.ReadUInt16LittleEndian(number) != port)
                throw new KubeTransportException($"{server.Authority} forwards port {BinaryPrimitives.ReadUInt16LittleEndian(number)} instead of {port}", TransportFailure.Protocol, server);
            return stream;
        }
        catch (EndOfStreamException e)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw new KubeTransportException($"{server.Authority} closed the connection before it forwarded port {port}", TransportFailure.Broken, server, e);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (read > 0 || buffer.Length == 0) return read;
        // The data has ended: properly, or because of what the server says on the other channel.
        var complaint = await _complaint.WaitAsync(cancellationToken).ConfigureAwait(false);
        return complaint.Length == 0 ? 0 : throw new KubeTransportException($"port {_port} of the pod: {complaint.Trim()}", TransportFailure.Broken, _server);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _writer.WriteAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask DisposeAsync()
    {
        await _channels.DisposeAsync().ConfigureAwait(false);
        await ((Task)_complaint).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Flush() { }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream goes over the network: use ReadAsync.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream goes over the network: use WriteAsync.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task<string> ReadComplaintAsync()
    {
        using var text = new MemoryStream();
        await _channels.Output(1).CopyToAsync(text).ConfigureAwait(false);
        return text.Length <= 2 ? "" : Encoding.UTF8.GetString(text.GetBuffer(), 2, (int)text.Length - 2);
    }
}
