using Kube.Schema.Json;

namespace Kube.Testing.Tests;

/// <summary>Faults on demand, the request log, and the way without a socket.</summary>
public class FaultTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task A_failure_hits_as_often_as_asked_and_says_when_to_come_again()
    {
        await using var server = await TestServer.StartAsync();
        server.Server.Faults.FailNext(1, 429, TimeSpan.FromSeconds(2), r => r.Method == "GET");

        using var refused = await server.Http.GetAsync(ConfigMaps);
        using var served = await server.Http.GetAsync(ConfigMaps);

        Assert.Equal(429, (int)refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(200, (int)served.StatusCode);
    }

    [Fact]
    public async Task A_dropped_write_has_no_effect()
    {
        await using var server = await TestServer.StartAsync();
        server.Server.Faults.DropNext(1);

        await Assert.ThrowsAsync<HttpRequestException>(() => server.PostAsync(ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}"""));
        var (status, _) = await server.GetAsync(ConfigMaps + "/c");

        Assert.Equal(404, status);
    }

    [Fact]
    public async Task Watches_end_when_a_test_wants_them_to()
    {
        await using var server = await TestServer.StartAsync();
        var events = server.WatchAsync(ConfigMaps + "?watch=1", TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await server.PostAsync(ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}""");
        Assert.True(await events.MoveNextAsync());

        server.Server.Faults.EndWatches();

        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task A_place_before_a_compaction_is_too_old()
    {
        await using var server = await TestServer.StartAsync();
        var (_, list) = await server.GetAsync(ConfigMaps);
        var version = list.GetObject("metadata")!.GetString("resourceVersion");
        await server.PostAsync(ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}""");
        server.Server.CompactHistory();

        var events = new List<long?>();
        await foreach (var change in server.WatchAsync($"{ConfigMaps}?watch=1&resourceVersion={version}", TestContext.Current.CancellationToken))
        {
            events.Add(change.GetObject("object")!.GetInteger("code"));
        }

        Assert.Equal([410], events);
    }

    [Fact]
    public async Task Requests_are_noted_with_their_answers()
    {
        await using var server = await TestServer.StartAsync();
        server.Server.ForgetRequests();
        await server.GetAsync(ConfigMaps + "?limit=5");
        await server.GetAsync(ConfigMaps + "/none");

        Assert.Equal([$"GET {ConfigMaps}?limit=5 → 200", $"GET {ConfigMaps}/none → 404"], server.Server.Requests.Select(r => r.ToString()));
    }

    [Fact]
    public async Task The_handler_serves_without_a_socket_watches_too()
    {
        await using var server = await EmbeddedApiServer.StartAsync();
        using var http = new HttpClient(server.CreateHandler()) { BaseAddress = new Uri("http://nowhere.example/") };
        using var body = new StringContent("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}""", System.Text.Encoding.UTF8, "application/json");
        using var created = await http.PostAsync(ConfigMaps, body);

        using var watch = await http.GetAsync(ConfigMaps + "?watch=1", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await watch.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        Assert.Equal(201, (int)created.StatusCode);
        Assert.StartsWith("""{"type":"ADDED",""", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_rights_is_refused_until_a_binding_gives_them()
    {
        await using var server = await TestServer.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Server.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", server.Server.TokenFor("ann"));

        using var before = await http.GetAsync(ConfigMaps);
        await server.PostAsync("/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles", """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"r"},"rules":[{"verbs":["list"],"apiGroups":[""],"resources":["configmaps"]}]}""");
        await server.PostAsync("/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings", """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"b"},"subjects":[{"kind":"User","name":"ann"}],"roleRef":{"kind":"Role","name":"r"}}""");
        using var after = await http.GetAsync(ConfigMaps);
        server.Server.RevokeToken(http.DefaultRequestHeaders.Authorization.Parameter!);
        using var revoked = await http.GetAsync(ConfigMaps);

        Assert.Equal((403, 200, 401), ((int)before.StatusCode, (int)after.StatusCode, (int)revoked.StatusCode));
    }

    [Theory]
    [InlineData(410, "Expired")]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(504, "Timeout")]
    public async Task A_failure_has_the_reason_of_its_status(int code, string reason)
    {
        await using var server = await TestServer.StartAsync();
        server.Server.Faults.FailNext(1, code);

        var (status, body) = await server.GetAsync(ConfigMaps);

        Assert.Equal((code, reason), (status, body.GetString("reason")));
    }

    [Fact]
    public async Task A_condition_that_throws_is_told_to_whoever_asked()
    {
        await using var server = await TestServer.StartAsync();
        server.Server.Faults.FailNext(1, 503, when: _ => throw new InvalidOperationException("the condition is wrong"));

        var (status, body) = await server.GetAsync(ConfigMaps);

        Assert.Equal(500, status);
        Assert.Contains("the condition of a fault threw: System.InvalidOperationException: the condition is wrong", body.GetString("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cleared_faults_do_not_come()
    {
        await using var server = await TestServer.StartAsync();
        server.Server.Faults.FailNext(3, 500);
        server.Server.Faults.Clear();

        Assert.Equal(200, (await server.GetAsync(ConfigMaps)).Status);
    }

    [Fact]
    public async Task A_delayed_request_waits_for_the_servers_clock()
    {
        var clock = new ManualClock();
        await using var server = await TestServer.StartAsync(new() { TimeProvider = clock });
        server.Server.Faults.DelayNext(1, TimeSpan.FromMinutes(5), r => r.Path == ConfigMaps);
        var delayed = server.GetAsync(ConfigMaps);
        await clock.WaitForTimerAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(200, (await server.GetAsync("/api/v1/namespaces")).Status);
        Assert.False(delayed.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(200, (await delayed).Status);
    }

    [Fact]
    public async Task A_watch_gets_a_bookmark_each_minute_and_one_two_seconds_before_its_end()
    {
        var clock = new ManualClock();
        await using var server = await TestServer.StartAsync(new() { TimeProvider = clock });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var from = (await server.GetAsync(ConfigMaps)).Body.GetObject("metadata")!.GetString("resourceVersion");
        await using var lines = server.WatchAsync($"{ConfigMaps}?watch=1&allowWatchBookmarks=true&timeoutSeconds=90&resourceVersion={from}", patience.Token).GetAsyncEnumerator(patience.Token);
        var seen = new List<string?>();
        foreach (var until in (int[])[60, 28])
        {
            var next = lines.MoveNextAsync();
            await clock.WaitForTimerAsync(TimeSpan.FromSeconds(until), patience.Token);
            clock.Advance(TimeSpan.FromSeconds(until));
            Assert.True(await next);
            seen.Add(lines.Current.GetString("type"));
        }

        var end = lines.MoveNextAsync();
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["BOOKMARK", "BOOKMARK"], seen);
        Assert.False(await end);
    }

    [Fact]
    public async Task A_token_expires_by_the_servers_clock()
    {
        var clock = new ManualClock();
        await using var server = await TestServer.StartAsync(new() { TimeProvider = clock });
        server.Http.DefaultRequestHeaders.Authorization = new("Bearer", server.Server.TokenFor("ann", TimeSpan.FromHours(1), "system:masters"));

        var (before, _) = await server.GetAsync(ConfigMaps);
        clock.Advance(TimeSpan.FromHours(1));
        var (after, _) = await server.GetAsync(ConfigMaps);

        Assert.Equal((200, 401), (before, after));
    }

    [Fact]
    public async Task Stale_reads_are_served_where_a_client_allows_them_and_nowhere_else()
    {
        await using var server = await TestServer.StartAsync();
        await server.PostAsync(ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"old"}}""");
        var (_, then) = await server.GetAsync(ConfigMaps);
        var stale = server.Server.Faults.ServeStaleReads();
        await server.PostAsync(ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"new"}}""");
        await server.SendAsync("DELETE", ConfigMaps + "/old");

        var (_, cached) = await server.GetAsync(ConfigMaps + "?resourceVersion=0");
        var (_, newest) = await server.GetAsync(ConfigMaps);
        var (cachedGet, _) = await server.GetAsync(ConfigMaps + "/old?resourceVersion=0");
        var (newestGet, _) = await server.GetAsync(ConfigMaps + "/old");
        var (newer, _) = await server.GetAsync($"{ConfigMaps}/new?resourceVersion={newest.GetObject("metadata")!.GetString("resourceVersion")}");
        stale.Dispose();
        var (_, fresh) = await server.GetAsync(ConfigMaps + "?resourceVersion=0");

        Assert.Equal(then.ToJson(), cached.ToJson());
        Assert.Equal(["new"], Names(newest));
        Assert.Equal((200, 404, 200), (cachedGet, newestGet, newer));
        Assert.Equal(["new"], Names(fresh));
    }

    [Fact]
    public async Task A_held_watch_hears_late_what_another_hears_at_once_and_loses_nothing()
    {
        await using var server = await TestServer.StartAsync();
        await using var held = server.WatchAsync(ConfigMaps + "?watch=1", TestContext.Current.CancellationToken).GetAsyncEnumerator();
        await using var free = server.WatchAsync("/api/v1/namespaces/default/secrets?watch=1", TestContext.Current.CancellationToken).GetAsyncEnumerator();
        var hold = server.Server.Faults.HoldWatches(r => r.Path == ConfigMaps);
        await server.PostAsync(ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"first"}}""");
        await server.PostAsync(ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"second"}}""");
        await server.PostAsync("/api/v1/namespaces/default/secrets", """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"third"}}""");
        var late = held.MoveNextAsync().AsTask();

        Assert.True(await free.MoveNextAsync());
        Assert.False(late.IsCompleted);
        hold.Dispose();

        Assert.True(await late);
        Assert.Equal("first", NameOf(held.Current));
        Assert.True(await held.MoveNextAsync());
        Assert.Equal("second", NameOf(held.Current));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Killed_connections_break_open_watches_and_the_next_request_gets_a_new_one(bool useHttps, bool useSocket)
    {
        await using var server = await EmbeddedApiServer.StartAsync(new() { UseHttps = useHttps });
        await using var client = useSocket ? Kube.Client.KubeClient.Create(server.Config) : server.CreateClient();
        var api = client.For<DynamicResource>(new("", "v1", "ConfigMap", "configmaps", ResourceScope.Namespaced), "default");
        await using var watch = api.WatchAsync(cancellationToken: TestContext.Current.CancellationToken).GetAsyncEnumerator();
        // The bookmark that ends the initial events.
        Assert.True(await watch.MoveNextAsync());

        server.Faults.KillConnections();

        await Assert.ThrowsAsync<Kube.Client.KubeTransportException>(() => watch.MoveNextAsync().AsTask());
        Assert.Empty((await api.ListAsync()).Items);
    }

    [Fact]
    public async Task A_request_can_be_waited_for_before_and_after_it_came()
    {
        await using var server = await TestServer.StartAsync();
        var waiting = server.Server.WaitForRequestAsync(r => r.Method == "DELETE", TestContext.Current.CancellationToken);
        await server.GetAsync(ConfigMaps);
        Assert.False(waiting.IsCompleted);

        await server.SendAsync("DELETE", ConfigMaps + "/none");

        Assert.Equal(404, (await waiting).Status);
        Assert.Equal(200, (await server.Server.WaitForRequestAsync(r => r.Path == ConfigMaps, TestContext.Current.CancellationToken)).Status);
    }

    private static IEnumerable<string?> Names(JsonObject list) => list.GetArray("items")!.OfType<JsonObject>().Select(i => i.GetObject("metadata")!.GetString("name"));

    private static string? NameOf(JsonObject change) => change.GetObject("object")!.GetObject("metadata")!.GetString("name");
}
