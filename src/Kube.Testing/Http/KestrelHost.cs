using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Kube.Testing.Http;

/// <summary>A Kestrel on the loopback interface, without the web framework above it.</summary>
internal sealed class KestrelHost : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly WebApplication? _services;
    private readonly X509Certificate2? _certificate;

    private KestrelHost(KestrelServer server, WebApplication? services, X509Certificate2? certificate, ConnectionSet connections, Uri address)
    {
        _server = server;
        _services = services;
        _certificate = certificate;
        Connections = connections;
        Address = address;
    }

    public Uri Address { get; }

    public ConnectionSet Connections { get; }

    /// <param name="port">0 for a free one.</param>
    /// <param name="certificate">The server's certificate with its key, for HTTPS, disposed with the host; none for plain HTTP.</param>
    /// <param name="maxBody">The longest body that is read, in bytes.</param>
    /// <param name="handle">Answers requests.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<KestrelHost> StartAsync(
        int port, X509Certificate2? certificate, long maxBody, Func<ServerRequest, CancellationToken, Task<ServerResponse>> handle, CancellationToken cancellationToken)
    {
        var connections = new ConnectionSet();
        var options = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false };
        options.Limits.MaxRequestBodySize = maxBody + 1;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        // As the real server has it: many watches share a connection.
        options.Limits.Http2.MaxStreamsPerConnection = 1000;
        var services = certificate is null ? null : HttpsServices();
        options.ApplicationServices = services?.Services!;
        options.Listen(IPAddress.Loopback, port, listen =>
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
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(options), sockets, NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(new Application(handle), cancellationToken);
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

        var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new(server, services, certificate, connections, new Uri(address));
    }

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

        _certificate?.Dispose();
    }

    /// <summary>What Kestrel's TLS needs from a container (its metrics); the application in it never runs.</summary>
    private static WebApplication HttpsServices()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        return builder.Build();
    }

    private sealed class Application(Func<ServerRequest, CancellationToken, Task<ServerResponse>> handle) : IHttpApplication<IFeatureCollection>
    {
        public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

        public void DisposeContext(IFeatureCollection context, Exception? exception)
        {
        }

        public async Task ProcessRequestAsync(IFeatureCollection features)
        {
            var aborted = features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
            ServerRequest request;
            try
            {
                request = await ReadAsync(features, aborted.RequestAborted);
            }
            catch (Microsoft.AspNetCore.Http.BadHttpRequestException error)
            {
                await WriteAsync(features, error.StatusCode == 413 ? ApiErrors.TooLarge(0).ToResponse() : ApiErrors.BadRequest(error.Message).ToResponse(), aborted.RequestAborted);
                return;
            }

            try
            {
                var response = await handle(request, aborted.RequestAborted);
                if (response.Abort)
                {
                    // Over HTTP/2 the stream is not enough: the connection is to be cut.
                    features.Get<IConnectionLifetimeFeature>()?.Abort();
                    aborted.Abort();
                    return;
                }

                await WriteAsync(features, response, aborted.RequestAborted);
            }
            catch (OperationCanceledException) when (aborted.RequestAborted.IsCancellationRequested)
            {
                // The client went away; there is nobody to answer.
            }
        }

        private static async Task<ServerRequest> ReadAsync(IFeatureCollection features, CancellationToken cancellationToken)
        {
            var http = features.GetRequiredFeature<IHttpRequestFeature>();
            var target = http.RawTarget;
            var question = target.IndexOf('?', StringComparison.Ordinal);
            var path = question < 0 ? target : target[..question];
            if (path.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            {
                path = new Uri(path).AbsolutePath;
            }

            using var body = new MemoryStream();
            await http.Body.CopyToAsync(body, cancellationToken);
            var headers = new List<KeyValuePair<string, string>>(http.Headers.Count);
            foreach (var (name, values) in http.Headers)
            {
                foreach (var value in values)
                {
                    headers.Add(new(name, value ?? ""));
                }
            }

            return new()
            {
                Method = http.Method,
                RawPath = path,
                Query = QueryText.Parse(question < 0 ? "" : target[(question + 1)..]),
                Headers = headers,
                Body = body.ToArray(),
                Host = http.Headers.Host.ToString(),
                ClientCertificate = features.Get<ITlsConnectionFeature>()?.ClientCertificate,
            };
        }

        private static async Task WriteAsync(IFeatureCollection features, ServerResponse response, CancellationToken cancellationToken)
        {
            var http = features.GetRequiredFeature<IHttpResponseFeature>();
            var body = features.GetRequiredFeature<IHttpResponseBodyFeature>();
            http.StatusCode = response.Status;
            if (response.ContentType is not null)
            {
                http.Headers.ContentType = response.ContentType;
            }

            foreach (var warning in response.Warnings)
            {
                http.Headers.Append("Warning", WarningText.Header(warning));
            }

            foreach (var header in response.Headers)
            {
                http.Headers.Append(header.Key, header.Value);
            }

            if (response.Stream is null)
            {
                if (response.Status is not 304)
                {
                    http.Headers.ContentLength = response.Body.Length;
                }

                await body.StartAsync(cancellationToken);
                if (!response.Body.IsEmpty)
                {
                    await body.Writer.WriteAsync(response.Body, cancellationToken);
                }

                await body.CompleteAsync();
                return;
            }

            await body.StartAsync(cancellationToken);
            await body.Writer.FlushAsync(cancellationToken);
            await foreach (var chunk in response.Stream.WithCancellation(cancellationToken))
            {
                await body.Writer.WriteAsync(chunk, cancellationToken);
            }

            await body.CompleteAsync();
        }
    }
}
