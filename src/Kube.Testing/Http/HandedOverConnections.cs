using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kube.Testing.Http;

/// <summary>Gives Kestrel the connections of a port that listens already, and before them the one that came first.</summary>
internal sealed class HandedOverConnections(LoopbackPort port, Socket first) : IConnectionListenerFactory, IConnectionListener
{
    private readonly SocketConnectionContextFactory _contexts = new(new(), NullLogger.Instance);
    private Socket? _first = first;

    public EndPoint EndPoint { get; } = port.Socket.LocalEndPoint!;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(this);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while ((Interlocked.Exchange(ref _first, null) ?? await port.AcceptAsync(cancellationToken)) is { } socket)
        {
            try
            {
                return _contexts.Create(socket);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // Its client is gone already; the next one must not wait for that.
                socket.Dispose();
            }
        }

        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        port.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        port.Dispose();
        Interlocked.Exchange(ref _first, null)?.Dispose();
        _contexts.Dispose();
        return ValueTask.CompletedTask;
    }
}
