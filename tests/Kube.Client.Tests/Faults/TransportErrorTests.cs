using System.Net;
using System.Net.Sockets;
using Kube.Client.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Kube.Client.Tests.Faults;

public sealed class TransportErrorTests
{
    private static readonly KubeClientOptions Once = new() { Retry = new() { MaxRetries = 0 } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_listening_is_one_line_that_names_the_server()
    {
        var port = FreePort();
        var error = await Fail(new KubeConfig { Server = new Uri($"http://127.0.0.1:{port}") }, Once);
        Assert.Equal((TransportFailure.Connect, $"cannot connect to 127.0.0.1:{port}: connection refused; is the API server running there?"), (error.Failure, error.Message));
    }

    [Fact]
    public async Task TLS_and_plain_HTTP_that_meet_are_told_apart()
    {
        var pki = new TestPki();
        await using var tls = await TestServer.StartAsync(c => c.Json(Widget.Json("a")), pki.Server());
        await using var plain = await TestServer.StartAsync(c => c.Json(Widget.Json("a")));
        Assert.EndsWith("; does it speak https?", (await Fails(new UriBuilder(tls.Address) { Scheme = "http" }.Uri)).Message);
        var error = await Fails(new UriBuilder(plain.Address) { Scheme = "https" }.Uri);
        Assert.Equal(TransportFailure.Tls, error.Failure);
        Assert.EndsWith("; does the server speak TLS there, and do both sides have a version in common?", error.Message);

        static async Task<KubeTransportException> Fails(Uri server)
        {
            await using var client = KubeClient.Create(new KubeConfig { Server = server }, new() { Retry = new() { MaxRetries = 0 } });
            return await Assert.ThrowsAsync<KubeTransportException>(() => client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token));
        }
    }

    [Fact]
    public async Task A_redirection_and_a_401_say_what_to_do()
    {
        await using var server = await TestServer.StartAsync(context =>
        {
            if (context.Request.Path.Value!.EndsWith("/b")) return context.Status(401, "Unauthorized", "Unauthorized");
            context.Response.Redirect("https://login.example.com/");
            return Task.CompletedTask;
        });
        await using var client = KubeClient.Create(server.Config());
        var widgets = client.Namespaced<Widget>("default");
        var redirected = await Assert.ThrowsAsync<KubeApiException>(() => widgets.GetAsync("a", cancellationToken: Token));
        Assert.Equal("the server answered 302 Found and points to https://login.example.com/, which no API server does; is a proxy in between, or a login page?", redirected.Status.Message);
        var unknown = await Assert.ThrowsAsync<KubeApiException>(() => widgets.GetAsync("b", cancellationToken: Token));
        Assert.StartsWith("Unauthorized; the server does not accept the credentials: log in again, or check the user in the kubeconfig (GET ", unknown.Message);
    }

    [Fact]
    public async Task A_name_without_address_is_told()
    {
        var error = await Fail(new KubeConfig { Server = new Uri("https://no-such-host.invalid:6443") }, Once);
        Assert.Equal(TransportFailure.NameResolution, error.Failure);
        Assert.StartsWith("the server's name no-such-host.invalid cannot be resolved", error.Message);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_told_with_its_issuer()
    {
        var pki = new TestPki("right");
        await using var server = await TestServer.StartAsync(c => c.Json("{}"), pki.Server());
        var error = await Fail(server.Config(new TestPki("wrong")), Once);
        Assert.Equal(TransportFailure.Tls, error.Failure);
        Assert.Contains("the server's certificate 'CN=server', issued by 'CN=right', is not trusted", error.Message);
        Assert.Contains("is certificate-authority the CA of this server?", error.Message);
        Assert.DoesNotContain('\n', error.ToString());
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_told_with_its_names()
    {
        var pki = new TestPki();
        await using var server = await TestServer.StartAsync(c => c.Json("{}"), pki.Server("api.example.test"));
        var error = await Fail(server.Config(pki), Once);
        Assert.Contains("the server's certificate is for api.example.test, not for 127.0.0.1; set tls-server-name to one of its names", error.Message);
    }

    [Fact]
    public async Task A_certificate_that_has_ended_is_told_with_its_end()
    {
        var pki = new TestPki();
        await using var server = await TestServer.StartAsync(c => c.Json("{}"), pki.Server(TimeSpan.FromMinutes(-5)));
        var error = await Fail(server.Config(pki), Once);
        Assert.Equal(TransportFailure.Tls, error.Failure);
        Assert.Contains($"the server's certificate 'CN=server' ended on {server.Certificate!.NotAfter.ToUniversalTime():u}; renew it, or set the clock of this machine", error.Message);
    }

    [Fact]
    public async Task Tls_server_name_is_what_the_certificate_must_carry()
    {
        var pki = new TestPki();
        await using var server = await TestServer.StartAsync(c => c.Json(Widget.Json("a")), pki.Server("api.example.test"));
        await using var client = KubeClient.Create(server.Config(pki) with { TlsServerName = "api.example.test" });
        await client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
    }

    [Fact]
    public async Task Skipping_verification_takes_any_certificate()
    {
        await using var server = await TestServer.StartAsync(c => c.Json(Widget.Json("a")), new TestPki().Server("x"));
        await using var client = KubeClient.Create(server.Config() with { SkipTlsVerify = true });
        await client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
    }

    [Fact]
    public async Task Plain_HTTP_spoken_to_a_TLS_port_is_told()
    {
        await using var server = await TestServer.StartAsync(c => c.Json("{}"), new TestPki().Server());
        var error = await Fail(new KubeConfig { Server = new Uri($"http://127.0.0.1:{server.Address.Port}") }, Once);
        Assert.Contains(error.Failure, new[] { TransportFailure.Protocol, TransportFailure.Broken });
    }

    [Fact]
    public async Task Something_that_is_no_HTTP_server_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var banner = Task.Run(async () =>
        {
            using var peer = await listener.AcceptTcpClientAsync(Token);
            await peer.GetStream().WriteAsync("SSH-2.0-OpenSSH_9.6\r\n\r\n"u8.ToArray(), Token);
            await Task.Delay(200, Token);
        }, Token);
        var error = await Fail(new KubeConfig { Server = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}") }, Once);
        Assert.Equal(TransportFailure.Protocol, error.Failure);
        await banner;
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_told()
    {
        await using var server = await TestServer.StartAsync(async context =>
        {
            context.Response.ContentLength = 1000;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"kind\":");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        var error = await Fail(server.Config(), Once);
        Assert.Equal(TransportFailure.Broken, error.Failure);
    }

    [Fact]
    public async Task The_deadline_is_a_timeout_and_the_callers_token_a_cancellation()
    {
        await using var server = await TestServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var time = new ManualTime();
        await using var client = KubeClient.Create(server.Config(), new() { TimeProvider = time });
        var call = client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        while (server.Log.IsEmpty) await Task.Yield();
        time.Advance(TimeSpan.FromSeconds(31));
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => call);
        Assert.True(error.IsTimeout);
        Assert.Contains("did not answer GET /apis/demo.example.com/v1/namespaces/default/widgets/a within 30 s", error.Message);

        using var cancel = new CancellationTokenSource();
        var cancelled = client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: cancel.Token);
        while (server.Log.Count < 2) await Task.Yield();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
    }

    [Fact]
    public async Task A_gzip_bomb_stops_at_the_limit()
    {
        await using var server = await TestServer.StartAsync(async context =>
        {
            Assert.Equal("gzip", context.Request.Headers.AcceptEncoding);
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.ContentType = "application/json";
            await using var zip = new System.IO.Compression.GZipStream(context.Response.Body, System.IO.Compression.CompressionLevel.Optimal);
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 64; i++) await zip.WriteAsync(zeros);
        });
        var error = await Fail(server.Config(), Once with { MaxResponseBytes = 1 << 20 });
        Assert.Equal(TransportFailure.Protocol, error.Failure);
        Assert.Contains("is larger than 1048576 bytes", error.Message);
    }

    [Fact]
    public async Task Compression_can_be_turned_off()
    {
        string? asked = "unset";
        await using var server = await TestServer.StartAsync(context =>
        {
            asked = context.Request.Headers.AcceptEncoding;
            return context.Json(Widget.Json("a"));
        });
        await using var client = KubeClient.Create(server.Config() with { DisableCompression = true });
        await client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        Assert.Null(asked);
    }

    private static async Task<KubeTransportException> Fail(KubeConfig config, KubeClientOptions options)
    {
        await using var client = KubeClient.Create(config, options);
        return await Assert.ThrowsAsync<KubeTransportException>(() => client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
