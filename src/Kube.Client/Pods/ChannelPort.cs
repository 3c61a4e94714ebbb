using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Kube.Client;

/// <summary>A forwarded connection over <c>v4.channel.k8s.io</c>: channel 0 carries data, channel 1 the server's complaint; each begins with the port's number.</summary>
internal sealed class ChannelPort(Channels channels, Uri server) : IAsyncDisposable
{
    private const byte DataChannel = 0;
    private const int ComplaintChannel = 1;

    /// <summary>What the port sends.</summary>
    public PipeReader Data => channels.Output(DataChannel);

    /// <summary>What the server says against it, as text; empty when all is well.</summary>
    public PipeReader Complaint => channels.Output(ComplaintChannel);

    /// <summary>Agrees with the server on the port.</summary>
    public async Task OpenAsync(int port, CancellationToken cancellationToken)
    {
        await ReadNumberAsync(Data, port, cancellationToken).ConfigureAwait(false);
        await ReadNumberAsync(Complaint, port, cancellationToken).ConfigureAwait(false);
    }

    public Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => channels.SendAsync(DataChannel, data, cancellationToken);

    /// <summary>Ends the connection and waits for nothing.</summary>
    public void Abort() => channels.Abort();

    public ValueTask DisposeAsync() => channels.DisposeAsync();

    private async Task ReadNumberAsync(PipeReader reader, int port, CancellationToken cancellationToken)
    {
        var read = await reader.ReadAtLeastAsync(2, cancellationToken).ConfigureAwait(false);
        if (read.Buffer.Length < 2)
            throw new KubeTransportException($"{server.Authority} closed the connection before it forwarded port {port}", TransportFailure.Broken, server);
        var number = ReadNumber(read.Buffer);
        reader.AdvanceTo(read.Buffer.GetPosition(2));
        if (number != port) throw new KubeTransportException($"{server.Authority} forwards port {number} instead of {port}", TransportFailure.Protocol, server);
    }

    private static int ReadNumber(in System.Buffers.ReadOnlySequence<byte> buffer)
    {
        Span<byte> number = stackalloc byte[2];
        System.Buffers.BuffersExtensions.CopyTo(buffer.Slice(0, 2), number);
        return BinaryPrimitives.ReadUInt16LittleEndian(number);
    }
}
