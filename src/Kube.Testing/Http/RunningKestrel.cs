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

/// <summary>A Kestrel on a socket that listens already, without the web framework above it.</summary>
internal sealed class RunningKestrel : IAsyncDisposable
{
    private const int MaxHeaderBytes = 1 << 20;

    private readonly KestrelServer _server;
    private readonly WebApplication? _services;

    private RunningKestrel(KestrelServer server, WebApplication? services)
    {
        _server = server;
        _services = services;
    }

    /// <param name="port">Where connections come.</param>
    /// <param name="first">The one that came already.</param>
    /// <param name="certificate">The server's certificate with its key, for HTTPS; none for plain HTTP.</param>
    /// <param name="maxBody">The longest body that is read, in bytes.</param>
    /// <param name="connections">Gets to know the connections.</param>
    /// <param name="handle">Answers requests.</param>
    public static async Task<RunningKestrel> StartAsync(
        LoopbackPort port, Socket first, X509Certificate2? certificate, long maxBody, ConnectionSet connections, Func<ServerRequest, CancellationToken, Task<ServerResponse>> handle)
    {
        var options = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false };
        // One more than ours: what is a little too long is refused in the server's words.
        options.Limits.MaxRequestBodySize = maxBody < long.MaxValue ? maxBody + 1 : null;
        // As Go has it.
        options.Limits.MaxRequestLineSize = MaxHeaderBytes;
        options.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        options.Limits.MaxRequestBufferSize = 2 * MaxHeaderBytes;
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
        var server = new KestrelServer(Options.Create(options), new HandedOverConnections(port, first), NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(new KestrelApplication(maxBody, handle), CancellationToken.None);
            return new RunningKestrel(server, services);
        }
        catch
        {
            server.Dispose();
            if (services is not null)
            {
                await services.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>Stops at once: open connections are cut.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _server.StopAsync(now.Token);
        _server.Dispose();
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    /// <summary>What Kestrel's TLS needs from a container (its metrics); the application in it never runs.</summary>
    private static WebApplication HttpsServices()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        return builder.Build();
    }
}
