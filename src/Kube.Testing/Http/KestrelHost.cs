using System.Security.Cryptography.X509Certificates;

namespace Kube.Testing.Http;

/// <summary>A port, and behind it a Kestrel that starts when the first connection comes: a server that is only used in its process does not even load one.</summary>
internal sealed class KestrelHost : IAsyncDisposable
{
    private readonly LoopbackPort _port;
    private readonly X509Certificate2? _certificate;
    private readonly Task<RunningKestrel?> _running;

    /// <param name="port">Disposed with the host.</param>
    /// <param name="certificate">The server's certificate with its key, for HTTPS, disposed with the host; none for plain HTTP.</param>
    /// <param name="maxBody">The longest body that is read, in bytes.</param>
    /// <param name="connections">Gets to know the connections.</param>
    /// <param name="handle">Answers requests.</param>
    public KestrelHost(LoopbackPort port, X509Certificate2? certificate, long maxBody, ConnectionSet connections, Func<ServerRequest, CancellationToken, Task<ServerResponse>> handle)
    {
        _port = port;
        _certificate = certificate;
        // Not in the caller's context, which may be gone when a connection comes.
        _running = Task.Run(() => RunAsync(maxBody, connections, handle));
    }

    public Uri Address => _port.Address;

    public async ValueTask DisposeAsync()
    {
        _port.Dispose();
        try
        {
            if (await _running is { } running)
            {
                await running.DisposeAsync();
            }
        }
        finally
        {
            _certificate?.Dispose();
        }
    }

    /// <summary>Kestrel, once a connection came; none where the port is closed before. Its own failure closes the port and is told when the host is disposed.</summary>
    private async Task<RunningKestrel?> RunAsync(long maxBody, ConnectionSet connections, Func<ServerRequest, CancellationToken, Task<ServerResponse>> handle)
    {
        if (await _port.AcceptAsync(CancellationToken.None) is not { } first)
        {
            return null;
        }

        try
        {
            return await RunningKestrel.StartAsync(_port, first, _certificate, maxBody, connections, handle);
        }
        catch
        {
            _port.Dispose();
            first.Dispose();
            throw;
        }
    }
}
