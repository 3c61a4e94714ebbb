using System.Text;
using System.Text.Json.Nodes;
using Kube.Client.Tests.Servers;
using Kube.Models;
using Microsoft.AspNetCore.Http;

namespace Kube.Client.Tests.Api;

public sealed class WorkflowTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_update_that_comes_too_late_is_made_again_on_what_is_there_now()
    {
        var (size, version) = (1, 1);
        await using var server = await TestServer.StartAsync(async context =>
        {
            if (context.Request.Method == "PUT")
            {
                var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
                // Someone else writes before each of the first two replaces.
                if (version < 3) (size, version) = (size + 10, version + 1);
                if (!body.Contains($"\"resourceVersion\":\"{version}\""))
                {
                    await context.Status(409, "Conflict");
                    return;
                }
                (size, version) = (int.Parse(body.Split("\"size\":")[1].TrimEnd('}')), version + 1);
            }
            await context.Json(Widget.Json("a", size, version.ToString()));
        });
        await using var client = KubeClient.Create(server.Config());
        var updated = await client.Namespaced<Widget>("default").UpdateAsync("a", w => w with { Size = w.Size + 1 }, cancellationToken: Token);
        Assert.Equal((22, "4"), (updated.Size, updated.Metadata.ResourceVersion));
    }

    [Fact]
    public async Task An_update_that_changes_nothing_writes_nothing()
    {
        await using var server = await TestServer.StartAsync(context => context.Json(Widget.Json("a", 1)));
        await using var client = KubeClient.Create(server.Config());
        await client.Namespaced<Widget>("default").UpdateStatusAsync("a", w => w with { Size = 1 }, cancellationToken: Token);
        Assert.Equal(["GET /apis/demo.example.com/v1/namespaces/default/widgets/a"], server.Log);
    }

    [Fact]
    public async Task Conflicts_without_end_are_given_up()
    {
        await using var server = await TestServer.StartAsync(context => context.Request.Method == "PUT" ? context.Status(409, "Conflict") : context.Json(Widget.Json("a", 1)));
        await using var client = KubeClient.Create(server.Config());
        var error = await Assert.ThrowsAsync<KubeApiException>(() => client.Namespaced<Widget>("default").UpdateAsync("a", w => w with { Size = 2 }, cancellationToken: Token));
        Assert.True(error.IsConflict);
        Assert.Equal(10, server.Log.Count(l => l.StartsWith("PUT")));
    }

    [Fact]
    public async Task Get_or_create_takes_what_another_created_in_between()
    {
        var created = false;
        await using var server = await TestServer.StartAsync(context =>
        {
            if (context.Request.Method == "POST")
            {
                created = true;
                return context.Status(409, "AlreadyExists");
            }
            return created ? context.Json(Widget.Json("a", 9))
                : context.Json("""{"kind":"Status","reason":"NotFound","code":404,"details":{"name":"a"}}""", 404);
        });
        await using var client = KubeClient.Create(server.Config());
        Assert.Equal(9, (await client.AllNamespaces<Widget>().GetOrCreateAsync(Widget.Named("a"), cancellationToken: Token)).Size);
        Assert.Equal(["GET", "POST", "GET"], server.Log.Select(l => l.Split(' ')[0]));
    }

    [Theory]
    [InlineData(201, true)]
    [InlineData(200, false)]
    public async Task Create_or_apply_tells_which_it_was(int code, bool created)
    {
        await using var server = await TestServer.StartAsync(context => context.Json(Widget.Json("a", 1), code));
        await using var client = KubeClient.Create(server.Config());
        Assert.Equal(created, (await client.Namespaced<Widget>("default").CreateOrApplyAsync(Widget.Named("a"), new("m"), Token)).Created);
    }

    [Fact]
    public async Task Scale_subresource_and_restart_send_what_kubectl_sends()
    {
        var bodies = new List<string>();
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(async context =>
        {
            bodies.Add(await new StreamReader(context.Request.Body, Encoding.UTF8).ReadToEndAsync());
            await context.Json(context.Request.Path.Value!.EndsWith("/scale")
                ? """{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"a","resourceVersion":"4"},"spec":{"replicas":3},"status":{"replicas":2,"selector":"app=a"} }"""
                : Widget.Json("a"));
        });
        await using var client = KubeClient.Create(server.Config(), new() { TimeProvider = time });
        var widgets = client.Namespaced<Widget>("default");
        var scale = await widgets.ScaleAsync("a", 3, cancellationToken: Token);
        Assert.Equal((3, 2, "app=a", "4"), (scale.Replicas, scale.ObservedReplicas, scale.Selector, scale.Metadata.ResourceVersion));
        await widgets.GetScaleAsync("a", cancellationToken: Token);
        await widgets.ReplaceSubresourceAsync("a", "scale", scale with { Replicas = 5 }, cancellationToken: Token);
        await widgets.RestartAsync("a", cancellationToken: Token);
        Assert.Equal(
        [
            """{"spec":{"replicas":3}}""", "", """{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"a","resourceVersion":"4"},"spec":{"replicas":5}}""",
            $"{{\"spec\":{{\"template\":{{\"metadata\":{{\"annotations\":{{\"kubectl.kubernetes.io/restartedAt\":\"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}\"}}}}}}}}}}",
        ], bodies);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => widgets.ScaleAsync("a", -1, cancellationToken: Token));
    }

    [Fact]
    public async Task Metadata_only_asks_for_metadata_and_reads_any_type()
    {
        string? accept = null;
        await using var server = await TestServer.StartAsync(context =>
        {
            accept = context.Request.Headers.Accept;
            return context.Json("""{"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1","metadata":{},"items":[{"metadata":{"name":"a","labels":{"x":"y"}}}]}""");
        });
        await using var client = KubeClient.Create(server.Config());
        var list = await client.Namespaced<Widget>("default").MetadataOnly().ListAsync(cancellationToken: Token);
        Assert.Equal("y", list.Items.Single().Metadata.Labels!["x"]);
        Assert.Equal(MediaTypes.PartialMetadataList, accept);
    }

    [Fact]
    public async Task An_apply_sends_what_was_set_and_nothing_of_the_servers()
    {
        var script = new Kube.Testing.ScriptedAnswers();
        var stored = new V1Deployment
        {
            Metadata = new() { Name = "web", Namespace = "default", Uid = "u", ResourceVersion = "7", Generation = 3, CreationTimestamp = DateTimeOffset.UnixEpoch, ManagedFields = [new() { Manager = "m" }], Labels = new Dictionary<string, string> { ["a"] = "b" } },
        };
        script.On("PATCH", "/apis/apps/v1/namespaces/default/deployments/web").Answer(stored);
        await using var client = script.CreateClient();
        var deployments = client.Namespaced<V1Deployment>("default");
        await deployments.ApplyAsync(new V1Deployment { Metadata = new() { Name = "web" }, Spec = new() { Replicas = 0, Paused = false, Selector = new(), Template = new() } }, new("me"), Token);
        await deployments.ApplyAsync(stored, new("me", Force: true), Token);
        Assert.Equal(["fieldManager=me", "fieldManager=me&force=true"], script.Requests.Select(r => r.Query));
        // Zero and false were set; what was left alone is not there.
        AssertJson("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"selector":{},"template":{},"paused":false,"replicas":0}}""", script.Requests[0].Body);
        // Read and applied again, without what only the server writes.
        AssertJson("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default","labels":{"a":"b"}}}""", script.Requests[1].Body);

        static void AssertJson(string expected, ReadOnlyMemory<byte> actual) =>
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual.Span)), Encoding.UTF8.GetString(actual.Span));
    }

    [Fact]
    public async Task A_known_shape_under_an_identity_of_run_time_goes_through_the_same_calls()
    {
        var script = new Kube.Testing.ScriptedAnswers();
        script.On("GET", "/apis/fork.example.com/v2/namespaces/default/rollouts/web")
            .Answer(200, """{"apiVersion":"fork.example.com/v2","kind":"Rollout","metadata":{"name":"web"},"spec":{"replicas":3,"selector":{},"template":{}},"status":{"readyReplicas":2}}""");
        await using var client = script.CreateClient();
        var rollouts = client.For<Resource<V1DeploymentSpec, V1DeploymentStatus>>(new("fork.example.com", "v2", "Rollout", "rollouts", ResourceScope.Namespaced), "default");
        var rollout = await rollouts.GetAsync("web", cancellationToken: Token);
        Assert.Equal(("fork.example.com/v2", "Rollout", 3, 2), (rollout.ApiVersion, rollout.Kind, rollout.Spec.Replicas, rollout.Status!.ReadyReplicas));
    }

    [Fact]
    public async Task Dynamic_objects_go_through_the_same_calls()
    {
        await using var server = await TestServer.StartAsync(context => context.Json(context.Request.Path.Value!.EndsWith("/widgets") && context.Request.Method == "GET"
            ? """{"kind":"WidgetList","apiVersion":"demo.example.com/v1","metadata":{},"items":[{"metadata":{"name":"a"}}]}"""
            : Widget.Json("a", 4)));
        await using var client = KubeClient.Create(server.Config());
        var widgets = client.For<DynamicResource>(Widget.Type, "default");
        var one = await widgets.GetAsync("a", cancellationToken: Token);
        Assert.Equal(4, one.GetInt64(JsonPointer.Parse("/spec/size")));
        Assert.Equal("Widget", (await widgets.ListAsync(cancellationToken: Token)).Items.Single().Kind);
        await widgets.CreateAsync(one, cancellationToken: Token);
        Assert.Throws<ArgumentException>(() => client.For<DynamicResource>(new("", "v1", "Node", "nodes", ResourceScope.Cluster), "default"));
    }

    [Fact]
    public async Task Access_identity_and_tokens_are_asked_for()
    {
        var bodies = new List<string>();
        await using var server = await TestServer.StartAsync(async context =>
        {
            bodies.Add(await new StreamReader(context.Request.Body).ReadToEndAsync());
            await context.Json(context.Request.Path.Value switch
            {
                var p when p!.EndsWith("accessreviews") => """{"status":{"allowed":true,"reason":"RBAC: allowed"}}""",
                var p when p!.EndsWith("/token") => """{"status":{"token":"abc","expirationTimestamp":"2030-01-01T00:00:00Z"}}""",
                _ => """{"status":{"userInfo":{"username":"jane"}}}""",
            }, 201);
        });
        await using var client = KubeClient.Create(server.Config());
        Assert.Equal(new AccessDecision(true, false, "RBAC: allowed"), await client.CanIAsync("patch", Widget.Type, "default", subresource: "status", cancellationToken: Token));
        Assert.Equal("jane", (await client.WhoAmIAsync(Token)).Username);
        var token = await client.CreateTokenAsync("default", "robot", new() { Audiences = ["x"] }, Token);
        Assert.Equal(("abc", 2030), (token.Token, token.ExpiresAt.Year));
        Assert.DoesNotContain("abc", token.ToString());
        Assert.Equal(
            """{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"resourceAttributes":{"namespace":"default","verb":"patch","group":"demo.example.com","version":"v1","resource":"widgets","subresource":"status"}}}""",
            bodies[0]);
        Assert.Equal(
            ["POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews", "POST /apis/authentication.k8s.io/v1/selfsubjectreviews", "POST /api/v1/namespaces/default/serviceaccounts/robot/token"],
            server.Log);

        await client.CanIAsync("get", "/metrics", Token);
        Assert.Equal("""{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"nonResourceAttributes":{"path":"/metrics","verb":"get"}}}""", bodies[^1]);
        await Assert.ThrowsAsync<ArgumentException>(() => client.CanIAsync("get", "pods", Token));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"status":{"allowed":"yes","replicas":"many","userInfo":{"username":1},"token":1,"expirationTimestamp":"soon"},"spec":{"replicas":{}}}""")]
    [InlineData("""{"status":""")]
    public async Task Answers_that_hold_no_facts_are_told_as_such(string answer)
    {
        await using var server = await TestServer.StartAsync(context => context.Json(answer));
        await using var client = KubeClient.Create(server.Config());
        var calls = new Dictionary<string, Func<Task>>
        {
            ["SelfSubjectAccessReview"] = () => client.CanIAsync("get", "/metrics", Token),
            ["V1SelfSubjectReview"] = () => client.WhoAmIAsync(Token),
            ["TokenRequest"] = () => client.CreateTokenAsync("default", "robot", cancellationToken: Token),
        };
        if (answer != "{}") calls["Scale"] = () => client.Namespaced<V1Deployment>("default").GetScaleAsync("web", cancellationToken: Token);
        foreach (var (what, call) in calls)
        {
            var error = await Assert.ThrowsAsync<KubeSerializationException>(call);
            Assert.Equal(what, error.TargetType);
        }
    }
}
