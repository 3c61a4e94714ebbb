using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Kube.Client;

namespace Kube.Testing.Tests;

/// <summary>Servers come and go: many at once, and nothing of them stays.</summary>
public class LifetimeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, 12)]
    [InlineData(true, 4)]
    public async Task Many_servers_run_side_by_side_and_each_is_a_cluster_of_its_own(bool useHttps, int count)
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => EmbeddedApiServer.StartAsync(new() { UseHttps = useHttps }, Token)));
        var seen = await Task.WhenAll(servers.Select(async (server, i) =>
        {
            await using var client = server.CreateClient();
            await client.ConfigMaps("default").CreateAsync(new() { Metadata = new() { Name = $"of-{i}" } }, cancellationToken: Token);
            return (await client.ConfigMaps("default").ListAsync(cancellationToken: Token)).Items.Select(c => c.Metadata.Name!).ToList();
        }));
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        Assert.Equal(count, servers.Select(s => s.Address).Distinct().Count());
        Assert.Equal([.. Enumerable.Range(0, count).Select(i => $"of-{i}")], seen.Select(Assert.Single));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_disposed_server_closes_its_sockets_and_is_garbage(bool useHttps, bool useSocket)
    {
        var (server, port) = await UseAndDisposeAsync(useHttps, useSocket);
        for (var i = 0; i < 200 && server.IsAlive; i++)
        {
            // A continuation on another thread may still hold it for a moment.
            await Task.Delay(TimeSpan.FromMilliseconds(10), Token);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        using var probe = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => probe.ConnectAsync("127.0.0.1", port, Token).AsTask());
        // A timer, a waiting task or an open socket would keep it alive.
        Assert.False(server.IsAlive);
    }

    [Fact]
    public async Task Open_watches_end_with_the_server_with_and_without_a_socket()
    {
        var server = await EmbeddedApiServer.StartAsync(cancellationToken: Token);
        using var sockets = new HttpClient { BaseAddress = server.Address };
        using var direct = new HttpClient(server.CreateHandler()) { BaseAddress = server.Address };
        using var first = await sockets.GetAsync("/api/v1/configmaps?watch=1", HttpCompletionOption.ResponseHeadersRead, Token);
        using var second = await direct.GetAsync("/api/v1/configmaps?watch=1", HttpCompletionOption.ResponseHeadersRead, Token);

        await server.DisposeAsync();
        await server.DisposeAsync();

        Assert.Empty(await ReadToEndAsync(second));
        Assert.Empty(await ReadToEndAsync(first));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_and_leaves_nothing_behind()
    {
        await using var server = await EmbeddedApiServer.StartAsync(cancellationToken: Token);

        await Assert.ThrowsAsync<IOException>(() => EmbeddedApiServer.StartAsync(new() { Port = server.Address.Port }, Token));
    }

    [Fact]
    public async Task A_cancelled_start_starts_nothing_and_frees_its_port()
    {
        var port = Processes.FreePort.Take();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EmbeddedApiServer.StartAsync(new() { Port = port }, new CancellationToken(canceled: true)));

        await using var server = await EmbeddedApiServer.StartAsync(new() { Port = port }, Token);
        Assert.Equal(port, server.Address.Port);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 1)]
    [InlineData(65_536, 1)]
    public async Task Options_out_of_their_range_are_refused_at_once(int port, long maxBody)
    {
        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => EmbeddedApiServer.StartAsync(new() { Port = port, MaxRequestBodyBytes = maxBody }, Token));

        Assert.Equal(maxBody < 1 ? "MaxRequestBodyBytes" : "Port", error.ParamName);
    }

    [Fact]
    public async Task The_longest_body_may_be_as_long_as_there_is()
    {
        await using var server = await EmbeddedApiServer.StartAsync(new() { MaxRequestBodyBytes = long.MaxValue }, Token);
        await using var client = KubeClient.Create(server.Config);

        Assert.NotEmpty((await client.Namespaces().ListAsync(cancellationToken: Token)).Items);
    }

    // The connection may be cut in the middle of the chunked body; what counts is that reading ends.
    private static async Task<string> ReadToEndAsync(HttpResponseMessage watch)
    {
        try
        {
            return await watch.Content.ReadAsStringAsync(Token);
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(WeakReference Server, int Port)> UseAndDisposeAsync(bool useHttps, bool useSocket)
    {
        var server = await EmbeddedApiServer.StartAsync(new() { UseHttps = useHttps }, Token);
        await using (var client = useSocket ? KubeClient.Create(server.Config) : server.CreateClient())
        {
            await client.ConfigMaps("default").CreateAsync(new() { Metadata = new() { Name = "a" } }, cancellationToken: Token);
            await foreach (var change in client.ConfigMaps("default").WatchAsync(cancellationToken: Token))
            {
                Assert.Equal("a", change.Object!.Metadata.Name);
                break;
            }
        }

        var port = server.Address.Port;
        await server.DisposeAsync();
        return (new WeakReference(server.State), port);
    }
}
