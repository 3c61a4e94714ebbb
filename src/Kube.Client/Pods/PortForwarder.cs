using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Kube.Client;

/// <summary>Passes connections to a local port on to a port of a pod, until it is disposed of.</summary>
/// <remarks>
/// Each connection is forwarded on its own: one that fails is closed and does not harm the others. The protocol cannot tell the pod that the
/// local side has ended: the pod may then still send, and the connection ends when it was silent for 30 s.
/// </remarks>
public sealed class PortForwarder : IAsyncDisposable
{
    private static readonly TimeSpan SilenceAfterLocalEnd = TimeSpan.FromSeconds(30);
    private readonly PodOperations _pod;
    private readonly TimeProvider _time;
    private readonly int _port;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = [];
    private readonly Task _accepting;

    internal PortForwarder(PodOperations pod, int port, int localPort, TimeProvider time)
    {
        (_pod, _port, _time) = (pod, port, time);
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
                using var silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
                using var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, silence.Token);
                var upload = local.GetStream().CopyToAsync(remote, over.Token);
                var download = DownloadAsync(remote, local.GetStream(), upload, silence, over.Token);
                // The pod's side decides when the connection is over, as with kubectl; unless the local one breaks, or has ended and the pod is silent.
                await Task.WhenAny(download, upload).ConfigureAwait(false);
                if (upload.IsFaulted) await over.CancelAsync().ConfigureAwait(false);
                else if (!download.IsCompleted) silence.CancelAfter(SilenceAfterLocalEnd);
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

    /// <summary>Ends with the pod's side, or when <paramref name="silence"/> runs out, which each byte after the local end begins anew.</summary>
    private static async Task DownloadAsync(Stream remote, Stream local, Task upload, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            int read;
            while ((read = await remote.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                await local.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                if (upload.IsCompleted) silence.CancelAfter(SilenceAfterLocalEnd);
            }
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested)
        {
            // Both sides have said what they had to say.
        }
    }
}
