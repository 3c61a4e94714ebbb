using System.Net.Sockets;
using System.Security.Authentication;
using Kube.Client.Tests.Servers;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Kube.Client.Tests.Transport;

public sealed class HttpVersionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, true, "HTTP/2")]
    [InlineData(HttpProtocols.Http1AndHttp2, false, "HTTP/1.1")]
    [InlineData(HttpProtocols.Http1, true, "HTTP/1.1")]
    public async Task HTTP_2_is_spoken_where_the_server_offers_it(HttpProtocols offered, bool wanted, string spoken)
    {
        var pki = new TestPki();
        var seen = "";
        await using var server = await TestServer.StartAsync(
            context =>
            {
                seen = context.Request.Protocol;
                return context.Json(Widget.Json("a"));
            }, pki.Server(), protocols: offered);
        await using var client = KubeClient.Create(server.Config(pki), new() { UseHttp2 = wanted });
        await client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        Assert.Equal(spoken, seen);
    }

    [Fact]
    public async Task Connections_are_bounded_where_asked()
    {
        await using var server = await TestServer.StartAsync(c => c.Json(Widget.Json("a")));
        await using var client = KubeClient.Create(server.Config(), new() { MaxConnections = 2 });
        var widgets = client.Namespaced<Widget>("default");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => widgets.GetAsync("a", cancellationToken: Token)));
        Assert.InRange(server.Connections, 1, 2);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, SslProtocols.Tls12 | SslProtocols.Tls13, true)]
    [InlineData(SslProtocols.Tls13, SslProtocols.Tls12 | SslProtocols.Tls13, true)]
    [InlineData(SslProtocols.Tls12, SslProtocols.Tls13, false)]
    public async Task A_server_below_the_floor_of_TLS_versions_is_refused(SslProtocols offered, SslProtocols wanted, bool connects)
    {
        var pki = new TestPki();
        await using var server = await TestServer.StartAsync(c => c.Json(Widget.Json("a")), pki.Server(), tls: offered);
        await using var client = KubeClient.Create(server.Config(pki), new() { TlsVersions = wanted, Retry = new() { MaxRetries = 0 } });
        var call = client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        if (connects) Assert.Equal("a", (await call).Metadata.Name);
        else Assert.Equal(TransportFailure.Tls, (await Assert.ThrowsAsync<KubeTransportException>(() => call)).Failure);
    }

    [Fact]
    public async Task TCP_watches_over_connections_that_have_no_pings()
    {
        await using var server = await TestServer.StartAsync(c => c.Json("{}"));
        await using var stream = await Connections.OpenAsync(new("127.0.0.1", server.Address.Port), new() { KeepAlivePingDelay = TimeSpan.FromSeconds(40), KeepAlivePingTimeout = TimeSpan.FromSeconds(20) }, Token);
        Assert.NotEqual(0, stream.Socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive));
        Assert.Equal((40, 7, 3), (Tcp(SocketOptionName.TcpKeepAliveTime), Tcp(SocketOptionName.TcpKeepAliveInterval), Tcp(SocketOptionName.TcpKeepAliveRetryCount)));
        Assert.True(stream.Socket.NoDelay);

        int Tcp(SocketOptionName name) => (int)stream.Socket.GetSocketOption(SocketOptionLevel.Tcp, name)!;
    }

    [Fact]
    public async Task A_compressed_answer_is_read()
    {
        await using var server = await TestServer.StartAsync(async context =>
        {
            Assert.Equal("gzip", context.Request.Headers.AcceptEncoding);
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var zip = new System.IO.Compression.GZipStream(context.Response.Body, System.IO.Compression.CompressionLevel.Fastest);
            await zip.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Widget.Json("a", 7)));
        });
        await using var client = KubeClient.Create(server.Config());
        Assert.Equal(7, (await client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token)).Size);
    }

    [Fact]
    public async Task Many_requests_share_one_HTTP_2_connection()
    {
        var pki = new TestPki();
        await using var server = await TestServer.StartAsync(c => c.Json(Widget.Json("a")), pki.Server());
        await using var client = KubeClient.Create(server.Config(pki));
        var widgets = client.Namespaced<Widget>("default");
        await widgets.GetAsync("a", cancellationToken: Token);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => widgets.GetAsync("a", cancellationToken: Token)));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_connection_whose_other_end_is_gone_without_a_word_is_found_by_pings()
    {
        var pki = new TestPki();
        await using var server = await TestServer.StartAsync(
            async context =>
            {
                await context.Line($$"""{"type":"ADDED","object":{{Widget.Json("a")}}}""");
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }, pki.Server());
        await using var relay = new TestProxy();
        await using var client = KubeClient.Create(
            server.Config(pki) with { ProxyUrl = new($"http://127.0.0.1:{relay.Port}") },
            new() { KeepAlivePingDelay = TimeSpan.FromSeconds(1), KeepAlivePingTimeout = TimeSpan.FromSeconds(1) });
        var error = await Assert.ThrowsAsync<KubeTransportException>(async () =>
        {
            await foreach (var change in client.Namespaced<Widget>("default").WatchAsync(cancellationToken: Token)) relay.FallSilent();
        });
        Assert.Equal(TransportFailure.Broken, error.Failure);
    }
}
