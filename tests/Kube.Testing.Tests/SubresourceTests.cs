using Kube.Schema.Json;

namespace Kube.Testing.Tests;

/// <summary>Subresources of built-in kinds that do something of their own.</summary>
public class SubresourceTests
{
    private const string Core = "/api/v1/namespaces/default";
    private const string Budgets = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
    private const string Eviction = """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"p"}}""";

    [Theory]
    [InlineData("log")]
    [InlineData("exec")]
    [InlineData("attach")]
    [InlineData("portforward")]
    public async Task What_needs_a_node_says_that_the_pod_has_none(string subresource)
    {
        await using var server = await TestServer.StartAsync();
        await server.PostAsync(Core + "/pods", """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""");

        var (status, refused) = await server.GetAsync($"{Core}/pods/p/{subresource}");
        var (missing, _) = await server.GetAsync($"{Core}/pods/q/{subresource}");

        Assert.Equal((400, "BadRequest", "pod p does not have a host assigned"), (status, refused.GetString("reason"), refused.GetString("message")));
        Assert.Equal(404, missing);
    }

    [Fact]
    public async Task A_service_accounts_token_speaks_for_it_until_its_time_is_up()
    {
        var clock = new ManualClock();
        await using var server = await TestServer.StartAsync(new() { TimeProvider = clock });
        await server.PostAsync(Core + "/serviceaccounts", """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"operator"}}""");

        var (status, issued) = await server.PostAsync(
            Core + "/serviceaccounts/operator/token", """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"audiences":["x"],"expirationSeconds":600}}""");
        server.Http.DefaultRequestHeaders.Authorization = new("Bearer", issued.GetObject("status")!.GetString("token"));
        var (_, self) = await server.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}""");
        clock.Advance(TimeSpan.FromSeconds(600));
        var (expired, _) = await server.GetAsync(Core);

        var user = self.GetObject("status")!.GetObject("userInfo")!;
        Assert.Equal((201, "2026-01-01T00:10:00Z"), (status, issued.GetObject("status")!.GetString("expirationTimestamp")));
        Assert.Equal("system:serviceaccount:default:operator", user.GetString("username"));
        Assert.Equal("""["system:serviceaccounts","system:serviceaccounts:default","system:authenticated"]""", user.GetArray("groups")!.ToJson());
        Assert.Equal(401, expired);
    }

    [Fact]
    public async Task A_token_for_a_moment_or_for_nobody_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        const string Moment = """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"expirationSeconds":5}}""";
        var (nobody, _) = await server.PostAsync(Core + "/serviceaccounts/none/token", Moment);
        await server.PostAsync(Core + "/serviceaccounts", """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"operator"}}""");

        var (moment, body) = await server.PostAsync(Core + "/serviceaccounts/operator/token", Moment);

        Assert.Equal((404, 422), (nobody, moment));
        Assert.EndsWith("spec.expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes", body.GetString("message"));
    }

    [Fact]
    public async Task An_eviction_deletes_the_pod_and_is_taken_from_its_budget()
    {
        await using var server = await RunningPodAsync(allowed: 1);

        var (status, body) = await server.PostAsync(Core + "/pods/p/eviction", Eviction);
        var (gone, _) = await server.GetAsync(Core + "/pods/p");
        var (_, budget) = await server.GetAsync(Budgets + "/b");

        Assert.Equal((201, "Success", 404), (status, body.GetString("status"), gone));
        Assert.Equal(0, budget.GetObject("status")!.GetInteger("disruptionsAllowed"));
        Assert.True(budget.GetObject("status")!.GetObject("disruptedPods")!.ContainsKey("p"));
    }

    [Fact]
    public async Task An_eviction_that_the_budget_forbids_is_refused_and_may_come_again()
    {
        await using var server = await RunningPodAsync(allowed: 0);

        var (status, body) = await server.PostAsync(Core + "/pods/p/eviction", Eviction);
        var (there, _) = await server.GetAsync(Core + "/pods/p");

        Assert.Equal((429, 200), (status, there));
        Assert.Equal("Cannot evict pod as it would violate the pod's disruption budget.", body.GetString("message"));
        Assert.Equal(
            """[{"reason":"DisruptionBudget","message":"The disruption budget b needs 1 healthy pods and has 1 currently"}]""",
            body.GetObject("details")!.GetArray("causes")!.ToJson());
    }

    [Theory]
    [InlineData("pods/p/binding")]
    [InlineData("bindings")]
    public async Task A_binding_gives_the_pod_to_a_node_once(string path)
    {
        await using var server = await RunningPodAsync(allowed: 0);
        const string Binding = """{"apiVersion":"v1","kind":"Binding","metadata":{"name":"p","annotations":{"by":"test"}},"target":{"kind":"Node","name":"n1"}}""";

        var (dry, _) = await server.PostAsync($"{Core}/{path}?dryRun=All", Binding);
        var (bound, answer) = await server.PostAsync($"{Core}/{path}", Binding);
        var (_, pod) = await server.GetAsync(Core + "/pods/p");
        var (again, conflict) = await server.PostAsync($"{Core}/{path}", Binding);

        Assert.Equal((201, 201, "Success"), (dry, bound, answer.GetString("status")));
        Assert.Equal("n1", pod.GetObject("spec")!.GetString("nodeName"));
        Assert.Equal("test", pod.GetObject("metadata")!.GetObject("annotations")!.GetString("by"));
        Assert.Contains(pod.GetObject("status")!.GetArray("conditions")!.OfType<JsonObject>(), c => c.GetString("type") == "PodScheduled" && c.GetString("status") == "True");
        Assert.Equal((409, "Operation cannot be fulfilled on pods/binding \"p\": pod p is already assigned to node \"n1\""), (again, conflict.GetString("message")));
    }

    [Theory]
    [InlineData("p", "Node", "", 422, "Binding \"p\" is invalid: target.name: Required value")]
    [InlineData("p", "Pod", "n", 422, "Binding \"p\" is invalid: target.kind: Unsupported value: \"Pod\": supported values: \"Node\", \"<empty>\"")]
    [InlineData("other", "Node", "n", 400, "name in URL does not match name in Binding object")]
    public async Task A_binding_that_names_no_node_or_another_pod_is_refused(string name, string kind, string target, int code, string message)
    {
        await using var server = await RunningPodAsync(allowed: 0);

        var (status, body) = await server.PostAsync(
            Core + "/pods/p/binding", $$$"""{"apiVersion":"v1","kind":"Binding","metadata":{"name":"{{{name}}}"},"target":{"kind":"{{{kind}}}","name":"{{{target}}}"}}""");

        Assert.Equal((code, message), (status, body.GetString("message")));
    }

    [Fact]
    public async Task A_question_about_nobodys_rights_is_refused()
    {
        await using var server = await TestServer.StartAsync();

        var (status, body) = await server.PostAsync("/apis/authorization.k8s.io/v1/subjectaccessreviews", """
            {"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","spec":{"resourceAttributes":{"verb":"get","resource":"pods"}}}
            """);

        Assert.Equal(422, status);
        Assert.EndsWith("spec.user: Invalid value: \"\": at least one of user or group must be specified", body.GetString("message"));
    }

    private static async Task<TestServer> RunningPodAsync(int allowed)
    {
        var server = await TestServer.StartAsync();
        await server.PostAsync(Core + "/pods", """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","labels":{"app":"x"}},"spec":{"containers":[{"name":"c","image":"i"}]}}""");
        await server.SendAsync("PATCH", Core + "/pods/p/status", """{"status":{"phase":"Running"}}""", "application/merge-patch+json");
        await server.PostAsync(Budgets, """{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"b"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"x"}}}}""");
        await server.SendAsync(
            "PATCH",
            Budgets + "/b/status",
            $$"""{"status":{"observedGeneration":1,"disruptionsAllowed":{{allowed}},"desiredHealthy":1,"currentHealthy":1} }""",
            "application/merge-patch+json");
        return server;
    }
}
