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
