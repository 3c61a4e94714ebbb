using Microsoft.AspNetCore.Connections;

namespace Kube.Testing.Http;

/// <summary>The open connections of a server, so that a test can cut them. A request that comes without a socket is a connection as long as it lasts.</summary>
internal sealed class ConnectionSet
{
    private readonly HashSet<Connection> _open = [];
    private bool _isClosed;

    public int Count
    {
        get
        {
            lock (_open)
            {
                return _open.Count;
            }
        }
    }

    public ConnectionDelegate Track(ConnectionDelegate next) => async context =>
    {
        using var connection = Add(() => context.Abort(new ConnectionAbortedException("The server cut the connection.")));
        await next(context);
    };

    /// <summary>Whether the server takes no connections any more.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_open)
            {
                return _isClosed;
            }
        }
    }

    /// <summary>Notes a connection until the result is disposed. Once the server is closed it is cut at once.</summary>
    /// <param name="cut">Cuts it.</param>
    public IDisposable Add(Action cut)
    {
        var connection = new Connection(this, cut);
        bool isClosed;
        lock (_open)
        {
            _open.Add(connection);
            isClosed = _isClosed;
        }

        if (isClosed)
        {
            cut();
        }

        return connection;
    }

    /// <summary>Cuts all connections, and those that still come.</summary>
    public void Close()
    {
        lock (_open)
        {
            _isClosed = true;
        }

        Abort();
    }

    public void Abort()
    {
        Connection[] all;
        lock (_open)
        {
            all = [.. _open];
        }

        foreach (var connection in all)
        {
            connection.Cut();
        }
    }

    private sealed class Connection(ConnectionSet set, Action cut) : IDisposable
    {
        public void Cut() => cut();

        public void Dispose()
        {
            lock (set._open)
            {
                set._open.Remove(this);
            }
        }
    }
}
