using Kube.Client.Tests.Servers;

namespace Kube.Client.Tests.Transport;

public sealed class ProxyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http", "CONNECT")]
    [InlineData("https", "CONNECT")]
    [InlineData("socks5", "SOCKS5")]
    public async Task A_TLS_server_is_reached_through_a_proxy(string scheme, string asked)
    {
        var pki = new TestPki();
        await using var server = await TestServer.StartAsync(c => c.Json(Widget.Json("a")), pki.Server());
        await using var proxy = new TestProxy(scheme == "https" ? pki.Server() : null);
        await using var client = KubeClient.Create(server.Config(pki) with { ProxyUrl = new($"{scheme}://127.0.0.1:{proxy.Port}") });
        await client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        Assert.Equal([$"{asked} {server.Address.Authority}"], proxy.Asked);
    }

    [Fact]
    public async Task Credentials_in_the_proxys_URL_are_sent_to_it()
    {
        string? shown = null;
        // A proxy that asks for credentials and then answers itself.
        await using var proxy = await TestServer.StartAsync(context =>
        {
            shown = context.Request.Headers["Proxy-Authorization"].FirstOrDefault();
            if (shown is not null) return context.Json(Widget.Json("a"));
            context.Response.Headers["Proxy-Authenticate"] = "Basic realm=\"proxy\"";
            context.Response.StatusCode = 407;
            return Task.CompletedTask;
        });
        await using var client = KubeClient.Create(new KubeConfig { Server = new("http://10.255.255.1"), ProxyUrl = new($"http://me:p%40ss@127.0.0.1:{proxy.Address.Port}") });
        await client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        Assert.Equal("Basic " + Convert.ToBase64String("me:p@ss"u8), shown);
    }

    [Fact]
    public async Task A_proxy_that_refuses_is_told_from_the_server()
    {
        await using var refusing = await TestServer.StartAsync(c => c.Json("{}", 403));
        await using var client = KubeClient.Create(
            new KubeConfig { Server = new("https://10.255.255.1:6443"), ProxyUrl = refusing.Address }, new() { Retry = new() { MaxRetries = 0 } });
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token));
        Assert.Equal(TransportFailure.Proxy, error.Failure);
        Assert.StartsWith("the proxy does not connect to 10.255.255.1:6443", error.Message);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task A_proxy_that_cannot_be_reached_is_not_taken_for_the_server(string scheme)
    {
        var closed = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        closed.Start();
        var port = ((System.Net.IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        await using var client = KubeClient.Create(
            new KubeConfig { Server = new("https://api.example.test:6443"), ProxyUrl = new($"{scheme}://127.0.0.1:{port}") }, new() { Retry = new() { MaxRetries = 0 } });
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token));
        Assert.Equal((TransportFailure.Proxy, $"cannot connect to the proxy 127.0.0.1:{port}, behind which api.example.test:6443 is: connection refused; is it running there?"), (error.Failure, error.Message));
    }

    [Theory]
    [InlineData("https://[::1]:6443", "[::1]", 6443, true)]
    [InlineData("https://[::1]:6443", "::1", 6443, true)]
    [InlineData("https://API.example.com", "api.example.com", 443, true)]
    [InlineData("https://api.example.com", "api.example.com", 3128, false)]
    [InlineData("https://api.example.com", "proxy.example.com", 443, false)]
    public void What_is_connected_to_is_the_server_or_a_proxy(string server, string host, int port, bool expected) =>
        Assert.Equal(expected, Connections.IsServer(new KubeConfig { Server = new(server) }, new System.Net.DnsEndPoint(host, port)));

    [Theory]
    [InlineData("https://api.example.com:6443", "", "http://secure:3128/")]
    [InlineData("http://api.example.com", "", "http://plain:3128/")]
    [InlineData("https://api.example.com:6443", "*", null)]
    [InlineData("https://api.example.com:6443", "example.com", null)]
    [InlineData("https://example.com", "example.com", null)]
    [InlineData("https://example.com", ".example.com", "http://secure:3128/")]
    [InlineData("https://api.example.com", ".example.com", null)]
    [InlineData("https://api.example.com", "*.example.com", null)]
    [InlineData("https://badexample.com", "example.com", "http://secure:3128/")]
    [InlineData("https://api.example.com:6443", "example.com:6443", null)]
    [InlineData("https://api.example.com:6443", "example.com:443", "http://secure:3128/")]
    [InlineData("https://10.1.2.3:6443", "other, 10.0.0.0/8", null)]
    [InlineData("https://11.1.2.3:6443", "10.0.0.0/8", "http://secure:3128/")]
    [InlineData("https://10.1.2.3:6443", "10.1.2.3", null)]
    [InlineData("https://10.1.2.3:6443", "10.1.2.3:443", "http://secure:3128/")]
    [InlineData("https://[fd00::7]:6443", "fd00::/8", null)]
    [InlineData("https://127.0.0.1:6443", "", null)]
    [InlineData("https://localhost:6443", "", null)]
    public void The_environment_chooses_the_proxy_as_Go_does(string server, string exceptions, string? expected)
    {
        var variables = new Dictionary<string, string> { ["https_proxy"] = "secure:3128", ["HTTP_PROXY"] = "http://plain:3128", ["NO_PROXY"] = exceptions };
        var proxy = EnvironmentProxy.Create(new KubeEnvironment { Variable = name => variables.GetValueOrDefault(name), Home = null })!;
        var uri = new Uri(server);
        Assert.Equal(expected, proxy.IsBypassed(uri) ? null : proxy.GetProxy(uri)?.AbsoluteUri);
    }

    [Fact]
    public void Without_variables_there_is_no_proxy_and_a_bad_one_is_named()
    {
        Assert.Null(EnvironmentProxy.Create(new KubeEnvironment { Variable = _ => null, Home = null }));
        var error = Assert.Throws<KubeConfigException>(() => EnvironmentProxy.Create(new KubeEnvironment { Variable = n => n == "HTTPS_PROXY" ? "ftp://x" : null, Home = null }));
        Assert.Equal("HTTPS_PROXY is not an http, https or socks5 URL: 'ftp://x'", error.Message);
    }
}
