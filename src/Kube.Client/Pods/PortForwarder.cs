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
    private int _disposed;

    internal PortForwarder(PodOperations pod, int port, IPEndPoint local, TimeProvider time)
    {
        (_pod, _port, _time) = (pod, port, time);
        _listener = new TcpListener(local);
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
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        // The token ends the accepting; a listener that stops between two accepts would make the next one fail.
        await _accepting.ConfigureAwait(false);
        _listener.Stop();
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
        catch (Exception e) when (_stop.IsCancellationRequested && e is OperationCanceledException or SocketException)
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
                var download = DownloadAsync(remote, local.GetStream(), upload, _time, over.Token);
                // The pod's side decides when the connection is over, as with kubectl; unless the local one breaks, or has ended and the pod is silent.
                await Task.WhenAny(download, upload).ConfigureAwait(false);
                if (upload.Exception?.InnerException is IOException)
                {
                    await over.CancelAsync().ConfigureAwait(false);
                    await download.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    // What broke, not that the other direction was ended for it.
                    await upload.ConfigureAwait(false);
                }
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

    /// <summary>Ends with the pod's side, or when the pod was silent for long after the local end. Only waiting for the pod counts: the local side may read as slowly as it likes.</summary>
    internal static async Task DownloadAsync(Stream remote, Stream local, Task upload, TimeProvider time, CancellationToken cancellationToken)
    {
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await ReadAsync(remote, buffer, upload, time, cancellationToken).ConfigureAwait(false)) > 0)
            await local.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One read; 0 at the end, or when nothing came for <see cref="SilenceAfterLocalEnd"/>.</summary>
    private static async Task<int> ReadAsync(Stream remote, Memory<byte> buffer, Task upload, TimeProvider time, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        var read = remote.ReadAsync(buffer, either.Token).AsTask();
        if (!read.IsCompleted) await Task.WhenAny(read, upload).ConfigureAwait(false);
        if (!read.IsCompleted) silence.CancelAfter(SilenceAfterLocalEnd);
        try
        {
            return await read.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Both sides have said what they had to say.
            return 0;
        }
    }
}
