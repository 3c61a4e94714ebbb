using Kube.Client.Tests.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Kube.Client.Tests.Authentication;

/// <summary>Credentials that change under a running watch, on a server that really checks them.</summary>
public sealed class RotationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<HttpProtocols> Protocols => [HttpProtocols.Http1, HttpProtocols.Http2];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_client_certificate_is_rotated_under_a_running_watch(HttpProtocols protocols)
    {
        var (servers, oldClients, newClients) = (new TestPki("servers"), new TestPki("old"), new TestPki("new"));
        var wanted = "one";
        var gate = new SemaphoreSlim(0);
        await using var server = await TestServer.StartAsync(
            context => context.Connection.ClientCertificate?.Subject == $"CN={wanted}" ? AnswerAsync(context, gate) : context.Status(401, "Unauthorized"),
            servers.Server(), oldClients.Certificate, protocols);
        WritePair(oldClients.Client("one", rsa: true));
        await using var client = KubeClient.Create(server.Config(servers) with
        {
            ClientCertificate = new(PemSource.FromFile(Path.Combine(_folder.Path, "crt")), PemSource.FromFile(Path.Combine(_folder.Path, "key"))),
        });
        var widgets = client.Namespaced<Widget>("default");
        await using var watch = widgets.WatchAsync(cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True(await watch.MoveNextAsync());
        await widgets.GetAsync("a", cancellationToken: Token);
        var before = server.Connections;

        // The new pair is of another authority and another kind of key; the server believes only that from now on.
        WritePair(newClients.Client("two"));
        server.ClientAuthority = newClients.Certificate;
        wanted = "two";
        await widgets.GetAsync("a", cancellationToken: Token);
        Assert.True(server.Connections > before, "A new certificate must mean a new connection.");

        gate.Release();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(2, watch.Current.Object!.Size);
        await using var second = widgets.WatchAsync(cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True(await second.MoveNextAsync());
        gate.Release();
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task The_servers_authority_is_rotated_under_a_running_watch(HttpProtocols protocols)
    {
        var (oldServers, newServers) = (new TestPki("old"), new TestPki("new"));
        var gate = new SemaphoreSlim(0);
        await using var server = await TestServer.StartAsync(context => AnswerAsync(context, gate), oldServers.Server(), protocols: protocols);
        var ca = _folder.Write("ca", oldServers.Pem);
        await using var client = KubeClient.Create(server.Config() with { CertificateAuthority = PemSource.FromFile(ca) }, new() { UseHttp2 = protocols == HttpProtocols.Http2 });
        var widgets = client.Namespaced<Widget>("default");
        await using var watch = widgets.WatchAsync(cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True(await watch.MoveNextAsync());

        server.Certificate = newServers.Server();
        _folder.Write("ca", newServers.Pem);
        await widgets.GetAsync("a", cancellationToken: Token);
        gate.Release();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(2, watch.Current.Object!.Size);
    }

    [Fact]
    public async Task A_token_is_rotated_under_a_running_watch()
    {
        var servers = new TestPki();
        var gate = new SemaphoreSlim(0);
        var valid = "one";
        await using var server = await TestServer.StartAsync(
            context => context.Request.Headers.Authorization == $"Bearer {valid}" ? AnswerAsync(context, gate) : context.Status(401, "Unauthorized"), servers.Server());
        await using var client = KubeClient.Create(server.Config(servers) with { Credentials = new KubeCredentials.TokenFile(_folder.Write("token", "one")) });
        var widgets = client.Namespaced<Widget>("default");
        await using var watch = widgets.WatchAsync(cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True(await watch.MoveNextAsync());
        _folder.Write("token", "two");
        valid = "two";
        await widgets.GetAsync("a", cancellationToken: Token);
        gate.Release();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(2, watch.Current.Object!.Size);
    }

    [Fact]
    public async Task A_file_that_is_half_written_keeps_the_old_certificate()
    {
        var time = new ManualTime();
        var pki = new TestPki();
        WritePair(pki.Client("one"));
        var files = new TlsFiles(new KubeConfig
        {
            Server = new("https://x"),
            ClientCertificate = new(PemSource.FromFile(Path.Combine(_folder.Path, "crt")), PemSource.FromFile(Path.Combine(_folder.Path, "key"))),
        }, time);
        var first = await files.GetAsync(Token);
        _folder.Write("crt", pki.Client("two").Certificate);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Same(first, await files.GetAsync(Token));
        WritePair(pki.Client("three"));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("CN=three", (await files.GetAsync(Token)).Certificate!.Subject);
    }

    [Fact]
    public async Task Files_that_do_not_change_keep_their_connections()
    {
        var time = new ManualTime();
        var pki = new TestPki();
        await using var server = await TestServer.StartAsync(context => context.Json(Widget.Json("a")), pki.Server());
        await using var client = KubeClient.Create(server.Config() with { CertificateAuthority = PemSource.FromFile(_folder.Write("ca", pki.Pem)) }, new() { TimeProvider = time });
        for (var i = 0; i < 5; i++)
        {
            await client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
            time.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_key_that_does_not_fit_its_certificate_is_named()
    {
        var pki = new TestPki();
        WritePair((pki.Client("one").Certificate, pki.Client("two").Key));
        var files = new TlsFiles(new KubeConfig
        {
            Server = new("https://x"),
            ClientCertificate = new(PemSource.FromFile(Path.Combine(_folder.Path, "crt")), PemSource.FromFile(Path.Combine(_folder.Path, "key"))),
        }, TimeProvider.System);
        var error = await Assert.ThrowsAsync<KubeConfigException>(async () => await files.GetAsync(Token));
        Assert.StartsWith($"client certificate ({Path.Combine(_folder.Path, "crt")}) and its key do not load", error.Message);
    }

    private static async Task AnswerAsync(HttpContext context, SemaphoreSlim gate)
    {
        if (context.Request.Query["watch"] != "true")
        {
            await context.Json(Widget.Json("a"));
            return;
        }
        await context.Line($$"""{"type":"ADDED","object":{{Widget.Json("a", 1)}}}""");
        await context.Response.Body.FlushAsync();
        await gate.WaitAsync(context.RequestAborted);
        await context.Line($$"""{"type":"MODIFIED","object":{{Widget.Json("a", 2)}}}""");
    }

    private void WritePair((string Certificate, string Key) pair)
    {
        _folder.Write("crt", pair.Certificate);
        _folder.Write("key", pair.Key);
    }
}
