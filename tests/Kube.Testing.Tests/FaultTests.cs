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
}
