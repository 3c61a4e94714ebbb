using Kube.Client.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Kube.Client.Tests.Discoveries;

public sealed class DiscoveryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Aggregated_discovery_takes_two_requests()
    {
        await using var server = await TestServer.StartAsync(Aggregated);
        await using var client = KubeClient.Create(server.Config());
        var catalog = await client.Discovery.GetAsync(Token);
        Assert.Equal(["GET /api", "GET /apis"], server.Log);
        Assert.Equal(["", "apps", "demo.example.com", "stale.example.com"], catalog.Groups.Select(g => g.Name));
        var deployments = catalog.Find("deploy")!;
        Assert.Equal(new ResourceType("apps", "v1", "Deployment", "deployments", ResourceScope.Namespaced), deployments.Type);
        Assert.Equal(("deployment", "deploy", "list,get", "all", "status,scale"),
            (deployments.Type.Singular, deployments.Type.ShortNames.Single(), string.Join(',', deployments.Verbs), deployments.Categories.Single(), string.Join(',', deployments.Subresources)));
        Assert.Equal([new DiscoveryFailure("stale.example.com/v1", "the server behind it does not answer; what is listed may be old")], catalog.Failures);
    }

    [Theory]
    [InlineData("pods", "pods/v1")]
    [InlineData("Pod", "pods/v1")]
    [InlineData("po", "pods/v1")]
    [InlineData("POD", "pods/v1")]
    [InlineData("events", "events/v1")]
    [InlineData("events.demo.example.com", "events.demo.example.com/v2")]
    [InlineData("Event.v1.demo.example.com", "events.demo.example.com/v1")]
    [InlineData("events.v2.demo.example.com", "events.demo.example.com/v2")]
    [InlineData("pods.v1", "pods/v1")]
    [InlineData("events.v9.demo.example.com", null)]
    [InlineData("nothing", null)]
    public async Task A_word_means_what_it_means_to_kubectl(string word, string? type)
    {
        await using var server = await TestServer.StartAsync(Aggregated);
        await using var client = KubeClient.Create(server.Config());
        Assert.Equal(type, (await client.Discovery.GetAsync(Token)).Find(word)?.Type.ToString());
    }

    [Fact]
    public async Task An_older_server_is_asked_group_by_group_and_a_dead_group_spoils_nothing()
    {
        await using var server = await TestServer.StartAsync(context => context.Request.Path.Value switch
        {
            "/api" => context.Json("""{"kind":"APIVersions","versions":["v1"]}"""),
            "/apis" => context.Json("""{"kind":"APIGroupList","groups":[{"name":"apps","versions":[{"groupVersion":"apps/v1beta1","version":"v1beta1"},{"groupVersion":"apps/v1","version":"v1"}],"preferredVersion":{"version":"v1"}},{"name":"metrics.k8s.io","versions":[{"version":"v1beta1"}]}]}"""),
            "/api/v1" => context.Json("""{"kind":"APIResourceList","resources":[{"name":"pods","singularName":"pod","namespaced":true,"kind":"Pod","verbs":["get"],"shortNames":["po"]},{"name":"pods/log","namespaced":true,"kind":"Pod"},{"name":"nodes","namespaced":false,"kind":"Node"}]}"""),
            "/apis/apps/v1" or "/apis/apps/v1beta1" => context.Json("""{"kind":"APIResourceList","resources":[{"name":"deployments","singularName":"","namespaced":true,"kind":"Deployment"}]}"""),
            _ => context.Status(503, "ServiceUnavailable", "the server is currently unable to handle the request"),
        });
        await using var client = KubeClient.Create(server.Config(), new() { Retry = new() { MaxRetries = 0 } });
        var catalog = await client.Discovery.GetAsync(Token);
        Assert.Equal("deployments.apps/v1", catalog.Find("deployment")!.Type.ToString());
        Assert.Equal("v1", catalog.Groups.Single(g => g.Name == "apps").PreferredVersion);
        Assert.Equal((ResourceScope.Cluster, "log"), (catalog.Find("nodes")!.Type.Scope, catalog.Find("pods")!.Subresources.Single()));
        Assert.Equal("metrics.k8s.io/v1beta1", catalog.Failures.Single().GroupVersion);
        Assert.Contains("unable to handle the request", catalog.Failures.Single().Reason);
    }

    [Fact]
    public async Task The_answer_is_kept_for_a_while_and_an_unknown_kind_asks_again()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(Aggregated);
        await using var client = KubeClient.Create(server.Config(), new() { TimeProvider = time });
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.Discovery.GetAsync(Token).AsTask()));
        Assert.Equal(2, server.Log.Count);
        Assert.Null(await client.Discovery.FindKindAsync("new.example.com/v1", "New", Token));
        Assert.Equal(2, server.Log.Count);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await client.Discovery.FindKindAsync("new.example.com/v1", "New", Token));
        Assert.Equal(4, server.Log.Count);
        Assert.NotNull(await client.Discovery.FindKindAsync("apps/v1", "Deployment", Token));
        Assert.Equal(4, server.Log.Count);
        client.Discovery.Invalidate();
        await client.Discovery.GetAsync(Token);
        time.Advance(TimeSpan.FromMinutes(10));
        await client.Discovery.GetAsync(Token);
        Assert.Equal(8, server.Log.Count);
    }

    [Fact]
    public async Task What_was_asked_before_an_invalidation_is_not_remembered()
    {
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await TestServer.StartAsync(async context =>
        {
            asked.TrySetResult();
            await go.Task;
            await Aggregated(context);
        });
        await using var client = KubeClient.Create(server.Config());
        var before = client.Discovery.GetAsync(Token).AsTask();
        await asked.Task;
        client.Discovery.Invalidate();
        go.SetResult();
        await before;
        await client.Discovery.GetAsync(Token);
        await client.Discovery.GetAsync(Token);
        Assert.Equal(4, server.Log.Count);
    }

    [Fact]
    public async Task Variants_of_a_client_share_what_is_known()
    {
        await using var server = await TestServer.StartAsync(Aggregated);
        await using var client = KubeClient.Create(server.Config());
        await client.WithDeadline(TimeSpan.FromSeconds(5)).Discovery.GetAsync(Token);
        await client.KeepingUnknownFields().Discovery.GetAsync(Token);
        await client.Discovery.GetAsync(Token);
        Assert.Equal(2, server.Log.Count);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"kind":"APIGroupDiscoveryList","items":[1,{"metadata":"x","versions":[{"version":1,"resources":[{"resource":[],"verbs":[1],"responseKind":"x"}]}]}]}""")]
    [InlineData("""{"kind":"APIVersions","versions":[1]}""")]
    public async Task Documents_of_a_strange_shape_throw_nothing_strange(string document)
    {
        await using var server = await TestServer.StartAsync(context => context.Json(document));
        await using var client = KubeClient.Create(server.Config());
        Assert.Null((await client.Discovery.GetAsync(Token)).Find("pods"));
    }

    [Fact]
    public async Task A_category_names_its_resources_once()
    {
        await using var server = await TestServer.StartAsync(Aggregated);
        await using var client = KubeClient.Create(server.Config());
        Assert.Equal(["pods/v1", "deployments.apps/v1"], (await client.Discovery.GetAsync(Token)).InCategory("all").Select(r => r.Type.ToString()));
    }

    private static Task Aggregated(HttpContext context)
    {
        Assert.Equal(MediaTypes.AggregatedDiscovery, context.Request.Headers.Accept.ToString());
        return context.Json(context.Request.Path == "/api"
            ? List(Group("", Version("v1", Resource("pods", "Pod", "pod", "po", "all"), Resource("events", "Event", "event", "ev"), Resource("nodes", "Node", "node", "no", scope: "Cluster"))))
            : List(
                Group("apps", Version("v1", Resource("deployments", "Deployment", "deployment", "deploy", "all"))),
                Group("demo.example.com", Version("v2", Resource("events", "Event", "event", "dev")), Version("v1", Resource("events", "Event", "event", "dev"))),
                Group("stale.example.com", Version("v1", Resource("olds", "Old", "old", "o")).Replace("Current", "Stale"))));
    }

    private static string List(params string[] groups) => $"{{\"kind\":\"APIGroupDiscoveryList\",\"apiVersion\":\"apidiscovery.k8s.io/v2\",\"items\":[{string.Join(',', groups)}]}}";

    private static string Group(string name, params string[] versions) => $"{{\"metadata\":{{{(name.Length > 0 ? $"\"name\":\"{name}\"" : "")}}},\"versions\":[{string.Join(',', versions)}]}}";

    private static string Version(string version, params string[] resources) => $"{{\"version\":\"{version}\",\"freshness\":\"Current\",\"resources\":[{string.Join(',', resources)}]}}";

    private static string Resource(string plural, string kind, string singular, string shortName, string? category = null, string scope = "Namespaced") =>
        $"{{\"resource\":\"{plural}\",\"responseKind\":{{\"kind\":\"{kind}\"}},\"scope\":\"{scope}\",\"singularResource\":\"{singular}\",\"shortNames\":[\"{shortName}\"],\"verbs\":[\"list\",\"get\"],"
        + $"\"categories\":[{(category is null ? "" : $"\"{category}\"")}],\"subresources\":[{{\"subresource\":\"status\"}},{{\"subresource\":\"scale\"}}]}}";
}
