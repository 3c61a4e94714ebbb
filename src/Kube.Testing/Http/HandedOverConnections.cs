using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kube.Testing.Http;

/// <summary>Gives Kestrel the connections of a socket that listens already, and before them the one that came first.</summary>
internal sealed class HandedOverConnections(Socket listening, Socket first) : IConnectionListenerFactory, IConnectionListener
{
    private readonly SocketConnectionContextFactory _contexts = new(new(), NullLogger.Instance);
    private Socket? _first = first;

    public EndPoint EndPoint { get; } = listening.LocalEndPoint!;

    /// <summary>The next connection; none once the socket is closed.</summary>
    public static async ValueTask<Socket?> AcceptAsync(Socket listening, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var accepted = await listening.AcceptAsync(cancellationToken);
                accepted.NoDelay = true;
                return accepted;
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.OperationAborted)
            {
                return null;
            }
            catch (SocketException)
            {
                // The client gave up while its connection was made: the next one.
            }
        }
    }

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(this);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        (Interlocked.Exchange(ref _first, null) ?? await AcceptAsync(listening, cancellationToken)) is { } socket ? _contexts.Create(socket) : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        listening.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        listening.Dispose();
        Interlocked.Exchange(ref _first, null)?.Dispose();
        _contexts.Dispose();
        return ValueTask.CompletedTask;
    }
}
