using Kube.Client;
using Kube.Models;

namespace Kube.Testing.Tests;

/// <summary>The server's own clients need no socket, and nothing else is different.</summary>
public class InProcessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_of_the_server_opens_no_connection()
    {
        await using var server = await EmbeddedApiServer.StartAsync(cancellationToken: Token);
        await using var client = server.CreateClient();
        await using var socket = KubeClient.Create(server.Config);

        await client.ConfigMaps("default").CreateAsync(new() { Metadata = new() { Name = "a" } }, cancellationToken: Token);
        var without = server.Faults.Connections.Count;
        var seen = await socket.ConfigMaps("default").GetAsync("a", cancellationToken: Token);

        Assert.Equal("a", seen.Metadata.Name);
        Assert.Equal((0, 1), (without, server.Faults.Connections.Count));
    }

    [Fact]
    public async Task A_watch_counts_as_a_connection_until_it_is_left()
    {
        await using var server = await EmbeddedApiServer.StartAsync(cancellationToken: Token);
        await using var client = server.CreateClient();
        await using (var watch = client.ConfigMaps("default").WatchAsync(cancellationToken: Token).GetAsyncEnumerator(Token))
        {
            // The bookmark that ends the initial events.
            Assert.True(await watch.MoveNextAsync());
            Assert.Equal(1, server.Faults.Connections.Count);
        }

        // The pump hears of it on a thread of its own.
        Assert.True(SpinWait.SpinUntil(() => server.Faults.Connections.Count == 0, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_request_that_waits_is_cut_with_the_connections_and_can_be_given_up_by_its_caller()
    {
        var clock = new ManualClock();
        await using var server = await EmbeddedApiServer.StartAsync(new() { TimeProvider = clock }, Token);
        using var http = new HttpMessageInvoker(server.CreateHandler());
        server.Faults.DelayNext(2, TimeSpan.FromMinutes(1));
        using var givenUp = new CancellationTokenSource();
        using var first = new HttpRequestMessage(HttpMethod.Get, "http://nowhere.example/version");
        using var second = new HttpRequestMessage(HttpMethod.Get, "http://nowhere.example/version");
        var cut = http.SendAsync(first, Token);
        await clock.WaitForTimerAsync(TimeSpan.FromMinutes(1), Token);
        server.Faults.KillConnections();

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => cut);
        var left = http.SendAsync(second, givenUp.Token);
        await givenUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
        Assert.Equal(0, server.Faults.Connections.Count);
    }

    [Fact]
    public async Task The_server_does_not_run_in_its_callers_context()
    {
        await using var server = await EmbeddedApiServer.StartAsync(cancellationToken: Token);
        await using var client = server.CreateClient();
        var context = new DeafContext();
        var before = SynchronizationContext.Current;
        await using var watch = client.ConfigMaps("default").WatchAsync(cancellationToken: Token).GetAsyncEnumerator(Token);
        SynchronizationContext.SetSynchronizationContext(context);
        Task<V1ConfigMap> created;
        Task<bool> watched;
        try
        {
            watched = watch.MoveNextAsync().AsTask();
            created = client.ConfigMaps("default").CreateAsync(new() { Metadata = new() { Name = "a" } }, cancellationToken: Token);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        // Whatever waited for the context would wait for ever.
        Assert.Equal("a", (await created.WaitAsync(TimeSpan.FromSeconds(30), Token)).Metadata.Name);
        Assert.True(await watched.WaitAsync(TimeSpan.FromSeconds(30), Token));
    }

    [Fact]
    public async Task A_stopped_server_answers_nothing_any_more()
    {
        var clock = new ManualClock();
        var server = await EmbeddedApiServer.StartAsync(new() { TimeProvider = clock }, Token);
        await using var client = new KubeClientBuilder(server.Config).UseTransport(server.CreateHandler).With(new() { Retry = new() { MaxRetries = 0 } }).Build();
        server.Faults.DelayNext(1, TimeSpan.FromMinutes(1));
        var waiting = client.ConfigMaps("default").ListAsync(cancellationToken: Token);
        await clock.WaitForTimerAsync(TimeSpan.FromMinutes(1), Token);

        await server.DisposeAsync();

        Assert.Equal(TransportFailure.Broken, (await Assert.ThrowsAsync<KubeTransportException>(() => waiting)).Failure);
        var later = await Assert.ThrowsAsync<KubeTransportException>(() => client.ConfigMaps("default").ListAsync(cancellationToken: Token));
        Assert.Equal(TransportFailure.Connect, later.Failure);
        Assert.Contains("connection refused", later.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upgrade_is_refused_as_over_a_socket()
    {
        await using var server = await EmbeddedApiServer.StartAsync(cancellationToken: Token);
        await using var client = server.CreateClient();
        await using var socket = KubeClient.Create(server.Config);

        var messages = new List<string>();
        foreach (var way in new[] { client, socket })
        {
            var error = await Assert.ThrowsAsync<KubeApiException>(() => way.Pod("default", "none").ExecAsync(new ExecParams("true"), Token));
            messages.Add(error.Message);
        }

        Assert.Equal(messages[1], messages[0]);
    }

    [Fact]
    public async Task Rights_are_those_of_the_user()
    {
        await using var server = await EmbeddedApiServer.StartAsync(cancellationToken: Token);
        await using var client = server.CreateClientFor("ann");

        var error = await Assert.ThrowsAsync<KubeApiException>(() => client.ConfigMaps("default").ListAsync(cancellationToken: Token));

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, error.StatusCode);
    }

    private sealed class DeafContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
