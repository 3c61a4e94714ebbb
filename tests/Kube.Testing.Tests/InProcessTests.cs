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
    public async Task Clients_race_as_over_a_socket_and_nothing_of_their_context_reaches_the_server()
    {
        await using var server = await EmbeddedApiServer.StartAsync(cancellationToken: Token);
        await using var client = server.CreateClient();
        var maps = client.ConfigMaps("default");
        var ambient = new AsyncLocal<string> { Value = "the test's" };
        string? seen = "nothing";
        server.Faults.DelayNext(1, TimeSpan.Zero, _ =>
        {
            seen = ambient.Value;
            return true;
        });

        // Gives the thread back, or the creation below would never be reached.
        var found = PollAsync();
        var created = maps.CreateAsync(new() { Metadata = new() { Name = "a" } }, cancellationToken: Token);

        await created.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal("a", await found.WaitAsync(TimeSpan.FromSeconds(30), Token));
        Assert.Null(seen);

        async Task<string> PollAsync()
        {
            for (var i = 0; i < 100_000; i++)
            {
                if ((await maps.ListAsync(cancellationToken: Token)).Items is [{ } first, ..])
                {
                    return first.Metadata.Name!;
                }
            }

            return "nobody else had a turn";
        }
    }

    [Theory]
    [InlineData("Accept", "application/vnd.kubernetes.protobuf,application/json")]
    [InlineData("Accept", "text/plain, application/json")]
    [InlineData("Accept", "application/json;as=Table;v=v9;g=meta.k8s.io, application/json")]
    [InlineData("User-Agent", "my operator/1.0")]
    [InlineData("User-Agent", "my-operator/1.0 (linux/amd64) kubernetes/abc")]
    public async Task Headers_arrive_as_over_a_socket(string name, string value)
    {
        await using var server = await EmbeddedApiServer.StartAsync(cancellationToken: Token);
        using var direct = new HttpClient(server.CreateHandler()) { BaseAddress = server.Address };
        using var socket = new HttpClient { BaseAddress = server.Address };
        var seen = new List<string>();
        foreach (var (http, map) in new[] { (direct, "a"), (socket, "b") })
        {
            http.DefaultRequestHeaders.Add(name, value);
            server.ForgetRequests();
            using var body = new StringContent($$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{map}}}"}}""", System.Text.Encoding.UTF8, "application/json");
            using var created = await http.PostAsync("/api/v1/namespaces/default/configmaps", body, Token);
            await using var client = server.CreateClient();
            var stored = await client.ConfigMaps("default").GetAsync(map, cancellationToken: Token);
            seen.Add($"{(int)created.StatusCode} {created.Content.Headers.ContentType} {server.Requests[0].UserAgent} {stored.Metadata.ManagedFields?[0].Manager}");
        }

        Assert.StartsWith("201 ", seen[0], StringComparison.Ordinal);
        Assert.Equal(seen[1], seen[0]);
    }

    [Fact]
    public async Task Long_queries_bodies_that_are_too_long_and_heads_are_answered_as_over_a_socket()
    {
        await using var server = await EmbeddedApiServer.StartAsync(new() { MaxRequestBodyBytes = 1000 }, Token);
        using var direct = new HttpClient(server.CreateHandler()) { BaseAddress = server.Address };
        using var socket = new HttpClient { BaseAddress = server.Address };
        var seen = new List<string>();
        foreach (var http in new[] { direct, socket })
        {
            using var query = await http.GetAsync("/api/v1/configmaps?labelSelector=" + string.Join(',', Enumerable.Range(0, 3000).Select(i => $"!label-{i}")), Token);
            using var body = new StringContent(new string(' ', 1002), System.Text.Encoding.UTF8, "application/json");
            using var tooLong = await http.PostAsync("/api/v1/namespaces/default/configmaps", body, Token);
            using var request = new HttpRequestMessage(new("head"), "/version");
            using var head = await http.SendAsync(request, Token);
            seen.Add($"{query.StatusCode} {tooLong.StatusCode} {await tooLong.Content.ReadAsStringAsync(Token)} {head.StatusCode} '{await head.Content.ReadAsStringAsync(Token)}'");
        }

        Assert.Equal(seen[1], seen[0]);
        Assert.Contains("limit is 1000", seen[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_cancelled_already_does_nothing()
    {
        await using var server = await EmbeddedApiServer.StartAsync(cancellationToken: Token);
        using var http = new HttpMessageInvoker(server.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://nowhere.example/version");
        server.ForgetRequests();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => http.SendAsync(request, new CancellationToken(canceled: true)));

        Assert.Empty(server.Requests);
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
