using System.Collections.Concurrent;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kube.Client.Tests.Servers;

/// <summary>A real Kestrel server that answers as a test says; over TLS when it has a certificate.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _connections;

    private TestServer(WebApplication app) => _app = app;

    /// <summary>The certificate shown to new connections; change it to rotate.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Whom the server believes; change it to rotate.</summary>
    public X509Certificate2? ClientAuthority { get; set; }

    public Uri Address { get; private set; } = null!;

    /// <summary>How many connections were made.</summary>
    public int Connections => _connections;

    /// <summary>How many are open now.</summary>
    public int OpenConnections => _open;

    private int _open;

    /// <summary>Method, path and query of every request, in order.</summary>
    public ConcurrentQueue<string> Log { get; } = [];

    public static async Task<TestServer> StartAsync(
        RequestDelegate answer, X509Certificate2? certificate = null, X509Certificate2? clientAuthority = null, HttpProtocols protocols = HttpProtocols.Http1AndHttp2,
        SslProtocols tls = SslProtocols.Tls12 | SslProtocols.Tls13)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        TestServer? server = null;
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = certificate is null ? HttpProtocols.Http1 : protocols;
                listen.Use(next => async connection =>
                {
                    Interlocked.Increment(ref server!._connections);
                    Interlocked.Increment(ref server._open);
                    try
                    {
                        await next(connection);
                    }
                    finally
                    {
                        Interlocked.Decrement(ref server._open);
                    }
                });
                if (certificate is null) return;
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificateSelector = (_, _) => server!.Certificate,
                    ClientCertificateMode = clientAuthority is null ? ClientCertificateMode.NoCertificate : ClientCertificateMode.AllowCertificate,
                    ClientCertificateValidation = (shown, _, _) => server!.Believes(shown),
                    SslProtocols = tls,
                });
            });
        });
        var app = builder.Build();
        server = new TestServer(app) { Certificate = certificate, ClientAuthority = clientAuthority };
        app.UseWebSockets();
        app.Run(async context =>
        {
            server.Log.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            await answer(context);
        });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        server.Address = new Uri(address);
        return server;
    }

    public KubeConfig Config(TestPki? pki = null) => new()
    {
        Server = Address,
        CertificateAuthority = pki is null ? null : PemSource.FromData(pki.PemBytes),
        Source = "test",
    };

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }

    private bool Believes(X509Certificate2 shown)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(ClientAuthority!);
        return chain.Build(shown);
    }
}

/// <summary>Answers in the form of an API server.</summary>
public static class Answers
{
    public static async Task Json(this HttpContext context, string json, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(json);
    }

    public static Task Status(this HttpContext context, int code, string reason, string message = "refused") => context.Json(
        $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"{{message}}","reason":"{{reason}}","code":{{code}}}""", code);

    public static Task Line(this HttpContext context, string json) => context.Response.WriteAsync(json + "\n");
}
