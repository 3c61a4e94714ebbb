using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Kube.Testing.Http;

/// <summary>The open connections of a server, so that a test can cut them.</summary>
internal sealed class ConnectionSet
{
    private readonly ConcurrentDictionary<ConnectionContext, byte> _open = new();

    public int Count => _open.Count;

    public ConnectionDelegate Track(ConnectionDelegate next) => async connection =>
    {
        _open.TryAdd(connection, 0);
        try
        {
            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    };

    public void Abort()
    {
        foreach (var connection in _open.Keys)
        {
            connection.Abort(new ConnectionAbortedException("The connection was cut: a fault was asked for."));
        }
    }
}
