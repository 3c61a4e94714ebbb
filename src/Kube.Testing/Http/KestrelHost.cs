using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Kube.Testing.Http;

/// <summary>A port of the loopback interface, and behind it a Kestrel without the web framework above it, which starts when the first connection comes: a server that is only used in its process has none.</summary>
internal sealed class KestrelHost : IAsyncDisposable
{
    private const int Backlog = 512;

    private readonly Socket _socket;
    private readonly X509Certificate2? _certificate;
    private readonly Task<Running?> _running;

    private KestrelHost(Socket socket, X509Certificate2? certificate, long maxBody, ConnectionSet connections, KestrelApplication application)
    {
        _socket = socket;
        _certificate = certificate;
        Address = new($"{(certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}/");
        // Not in the caller's context, which may be gone when a connection comes.
        _running = Task.Run(() => RunAsync(Options(certificate, maxBody, connections), application));
    }

    public Uri Address { get; }

    /// <param name="port">0 for a free one.</param>
    /// <param name="certificate">The server's certificate with its key, for HTTPS, disposed with the host; none for plain HTTP.</param>
    /// <param name="maxBody">The longest body that is read, in bytes.</param>
    /// <param name="connections">Gets to know the connections.</param>
    /// <param name="handle">Answers requests.</param>
    /// <exception cref="IOException">The port is taken, or not allowed.</exception>
    public static KestrelHost Start(
        int port, X509Certificate2? certificate, long maxBody, ConnectionSet connections, Func<ServerRequest, CancellationToken, Task<ServerResponse>> handle)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(Backlog);
        }
        catch (SocketException error)
        {
            socket.Dispose();
            certificate?.Dispose();
            throw new IOException($"The server cannot listen on 127.0.0.1:{port}: {error.Message}. Choose another EmbeddedApiServerOptions.Port, or 0 for a free one.", error);
        }

        return new(socket, certificate, maxBody, connections, new(handle));
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        try
        {
            if (await _running is { } running)
            {
                await running.StopAsync();
            }
        }
        finally
        {
            _certificate?.Dispose();
        }
    }

    /// <summary>Kestrel, once a connection came; none where the socket is closed before. Its own failure closes the socket and is told when the host is disposed.</summary>
    private async Task<Running?> RunAsync(Func<(KestrelServerOptions, WebApplication?)> options, KestrelApplication application)
    {
        if (await HandedOverConnections.AcceptAsync(_socket, CancellationToken.None) is not { } first)
        {
            return null;
        }

        var (settings, services) = options();
        var server = new KestrelServer(Microsoft.Extensions.Options.Options.Create(settings), new HandedOverConnections(_socket, first), NullLoggerFactory.Instance);
        var running = new Running(server, services);
        try
        {
            await server.StartAsync(application, CancellationToken.None);
            return running;
        }
        catch
        {
            _socket.Dispose();
            first.Dispose();
            await running.DisposeAsync();
            throw;
        }
    }

    private static Func<(KestrelServerOptions, WebApplication?)> Options(X509Certificate2? certificate, long maxBody, ConnectionSet connections) => () =>
    {
        var options = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false };
        options.Limits.MaxRequestBodySize = maxBody + 1;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        // As the real server has it: many watches share a connection.
        options.Limits.Http2.MaxStreamsPerConnection = 1000;
        var services = certificate is null ? null : HttpsServices();
        options.ApplicationServices = services?.Services!;
        options.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Use(connections.Track);
            if (certificate is not null)
            {
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = certificate,
                    ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                    // As the real server: a certificate that is not ours is answered with 401, not with a broken handshake.
                    ClientCertificateValidation = static (_, _, _) => true,
                });
            }
        });
        return (options, services);
    };

    /// <summary>What Kestrel's TLS needs from a container (its metrics); the application in it never runs.</summary>
    private static WebApplication HttpsServices()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        return builder.Build();
    }

    private sealed class Running(KestrelServer server, WebApplication? services) : IAsyncDisposable
    {
        public async Task StopAsync()
        {
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await server.StopAsync(now.Token);
            await DisposeAsync();
        }

        public async ValueTask DisposeAsync()
        {
            server.Dispose();
            if (services is not null)
            {
                await services.DisposeAsync();
            }
        }
    }
}
