using System.Net.WebSockets;

namespace Kube.Client;

/// <summary>Sends messages over a WebSocket, one at a time, and tells a broken connection from a cancelled call.</summary>
internal sealed class MessageSender(WebSocket socket, Uri server) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile bool _disposed;

    /// <exception cref="KubeTransportException">The connection broke.</exception>
    /// <exception cref="ObjectDisposedException">The connection was disposed of.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(WebSocket));
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (Breaks(e) && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(WebSocket));
            throw Broken(e, server);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Sends nothing any more. A send that runs ends when the socket is aborted.</summary>
    public void Dispose() => _disposed = true;

    /// <summary>Whether the connection is to blame; for a cancellation only where nobody cancelled.</summary>
    /// <remarks>When one direction fails, .NET reports what runs in the other as cancelled.</remarks>
    public static bool Breaks(Exception e) => e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException;

    public static KubeTransportException Broken(Exception e, Uri server) =>
        new($"the connection to {server.Authority} broke: {e.Message.ReplaceLineEndings(" ")}", TransportFailure.Broken, server, e);
}
