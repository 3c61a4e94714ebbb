using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Kube.Client;

/// <summary>Passes connections to a local port on to a port of a pod, until it is disposed of.</summary>
/// <remarks>Each connection is forwarded on its own: one that fails is closed and does not harm the others.</remarks>
public sealed class PortForwarder : IAsyncDisposable
{
    private readonly PodOperations _pod;
    private readonly int _port;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = [];
    private readonly Task _accepting;

    internal PortForwarder(PodOperations pod, int port, int localPort)
    {
        (_pod, _port) = (pod, port);
        _listener = new TcpListener(IPAddress.Loopback, localPort);
        _listener.Start();
        LocalPort = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>The local port.</summary>
    public int LocalPort { get; }

    /// <summary>Why the last connection that failed did; <see langword="null"/> while none has.</summary>
    public Exception? LastFailure { get; private set; }

    /// <summary>Stops listening and ends the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_connections.Keys).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var local = await AcceptOneAsync().ConfigureAwait(false);
                if (local is null) continue;
                var connection = ForwardAsync(local);
                _connections.TryAdd(connection, 0);
                _ = connection.ContinueWith(done => _connections.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
        catch (Exception e) when (_stop.IsCancellationRequested && e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed of.
        }
    }

    /// <summary>Null when this one failed, for want of descriptors, say: the next may do.</summary>
    private async Task<TcpClient?> AcceptOneAsync()
    {
        try
        {
            return await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (SocketException e) when (!_stop.IsCancellationRequested)
        {
            LastFailure = e;
            await Task.Delay(TimeSpan.FromMilliseconds(100), _stop.Token).ConfigureAwait(false);
            return null;
        }
    }

    private async Task ForwardAsync(TcpClient local)
    {
        using var owned = local;
        try
        {
            var remote = await _pod.OpenPortAsync(_port, _stop.Token).ConfigureAwait(false);
            await using (remote.ConfigureAwait(false))
            {
                using var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                var upload = local.GetStream().CopyToAsync(remote, over.Token);
                var download = remote.CopyToAsync(local.GetStream(), over.Token);
                // The pod's side decides when the connection is over, as with kubectl; unless the local one breaks.
                await Task.WhenAny(download, upload).ConfigureAwait(false);
                if (upload.IsFaulted) await over.CancelAsync().ConfigureAwait(false);
                await download.ConfigureAwait(false);
                await over.CancelAsync().ConfigureAwait(false);
                await upload.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (Exception e) when (e is KubeException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            if (!_stop.IsCancellationRequested) LastFailure = e;
        }
    }
}
