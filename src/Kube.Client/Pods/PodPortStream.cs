using System.IO.Pipelines;
using System.Text;

namespace Kube.Client;

/// <summary>A connection to a port of a pod. What is written arrives at the port, what the port sends is read; 0 bytes read mean that the pod's side has ended.</summary>
/// <remarks>
/// Reads and writes throw <see cref="KubeTransportException"/> when the connection breaks or the server complains (nobody listens there, say). Disposing ends both directions.
/// The stream is for one reader and one writer at a time, and asynchronous only.
/// </remarks>
public sealed class PodPortStream : Stream
{
    private const int MaxComplaint = 4096;
    private readonly ChannelPort _connection;
    private readonly Stream _reader;
    private readonly Task<string> _complaint;
    private readonly int _port;
    private readonly Uri _server;

    internal PodPortStream(ChannelPort connection, int port, Uri server)
    {
        (_connection, _port, _server) = (connection, port, server);
        _reader = connection.Data.AsStream();
        _complaint = ReadComplaintAsync();
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    /// <exception cref="KubeTransportException">The connection broke, or the server complains.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await _reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read > 0 || buffer.Length == 0) return read;
        }
        catch (KubeTransportException)
        {
            // The server's own words explain more than that the connection ended.
            await ThrowComplaintAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
        // The data has ended: properly, or because of what the server says beside it.
        await ThrowComplaintAsync(cancellationToken).ConfigureAwait(false);
        return 0;
    }

    /// <inheritdoc/>
    /// <exception cref="KubeTransportException">The connection broke.</exception>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.Length == 0 ? ValueTask.CompletedTask : new(_connection.WriteAsync(buffer, cancellationToken));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Ends the connection.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        await ((Task)_complaint).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _connection.Abort();
        base.Dispose(disposing);
    }

    /// <summary>Nothing is held back: everything written has been sent.</summary>
    public override void Flush() { }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Not supported: the stream goes over the network.</summary>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream goes over the network: use ReadAsync.");

    /// <summary>Not supported: the stream goes over the network.</summary>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream goes over the network: use WriteAsync.");

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task ThrowComplaintAsync(CancellationToken cancellationToken)
    {
        var complaint = await _complaint.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (complaint.Length > 0) throw new KubeTransportException($"port {_port} of the pod: {complaint.Trim()}", TransportFailure.Broken, _server);
    }

    private async Task<string> ReadComplaintAsync()
    {
        return Encoding.UTF8.GetString(await BoundedRead.StartAsync(_connection.Complaint.AsStream(), MaxComplaint, CancellationToken.None).ConfigureAwait(false));
    }
}
