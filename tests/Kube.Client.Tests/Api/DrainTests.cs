using System.Collections.Concurrent;
using Kube.Client.Tests.Servers;
using Kube.Models;
using Kube.Testing;
using Microsoft.AspNetCore.Http;

namespace Kube.Client.Tests.Api;

public sealed class DrainTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("owned", "", "evict")]
    [InlineData("bare", "", "refuse: nothing would recreate it; set Force")]
    [InlineData("bare", "force", "evict")]
    [InlineData("daemon", "", "refuse: belongs to a daemon set, which would start it again; set IgnoreDaemonSets")]
    [InlineData("daemon", "daemons", "stay: DaemonSet")]
    [InlineData("emptyDir", "", "refuse: has an emptyDir volume, whose data would be lost; set DeleteEmptyDirData")]
    [InlineData("emptyDir", "data", "evict")]
    [InlineData("mirror", "", "stay: MirrorPod")]
    [InlineData("finished", "", "evict")]
    public void A_drain_judges_pods_as_kubectl_does(string pod, string options, string verdict)
    {
        var judged = DrainRules.Judge(DynamicResource.Parse(Pod(pod)), new()
        {
            Force = options == "force",
            IgnoreDaemonSets = options == "daemons",
            DeleteEmptyDirData = options == "data",
        });
        Assert.Equal(verdict, judged.Refuses ? $"refuse: {judged.Reason}" : judged.Stays ? $"stay: {judged.Obstacle}" : "evict");
    }

    [Fact]
    public async Task A_drain_cordons_evicts_waits_for_budgets_and_reports_each_pod()
    {
        var time = new ManualTime();
        var evicted = new ConcurrentDictionary<string, int>();
        await using var server = await TestServer.StartAsync(context => Answer(context, evicted));
        await using var client = KubeClient.Create(server.Config(), new() { TimeProvider = time });
        var steps = new Steps();
        var drain = client.Node("n1").DrainAsync(new() { Force = true, IgnoreDaemonSets = true, GracePeriod = TimeSpan.FromSeconds(7) }, steps, Token);
        await RunAsync(drain, time);
        var report = await drain;
        Assert.Equal(
            ["default/owned: Evicted", "default/bare: Evicted", "default/daemon: Skipped (daemon set o would start it again)", "default/mirror: Skipped (the kubelet runs it from a file of its own)"],
            report.Pods.Select(p => p.ToString()));
        Assert.Equal([null, null, DrainObstacle.DaemonSet, DrainObstacle.MirrorPod], report.Pods.Select(p => p.Obstacle));
        Assert.True(report.IsDrained);
        Assert.Equal("node n1: 2 skipped, 2 evicted", report.ToString());
        // The budget forbade the first try.
        Assert.Equal(["WaitingForBudget (budget)", "Ending", "Evicted"], steps.Of("owned"));
        Assert.Equal(2, evicted["owned"]);
        Assert.Equal("PATCH /api/v1/nodes/n1", server.Log.First());
        Assert.Contains("POST /api/v1/namespaces/default/pods/bare/eviction", server.Log);
    }

    [Fact]
    public async Task A_budget_that_says_at_once_is_asked_again_after_a_second()
    {
        var time = new ManualTime();
        var evictions = new ConcurrentQueue<DateTimeOffset>();
        var evicted = new ConcurrentDictionary<string, int>();
        await using var server = await TestServer.StartAsync(context =>
        {
            if (context.Request.Path.Value!.EndsWith("/owned/eviction")) evictions.Enqueue(time.GetUtcNow());
            context.Response.Headers.RetryAfter = "0";
            return Answer(context, evicted);
        });
        await using var client = KubeClient.Create(server.Config(), new() { TimeProvider = time });
        var drain = client.Node("n1").DrainAsync(new() { Force = true, IgnoreDaemonSets = true }, cancellationToken: Token);
        // In steps so small that a request sent at once comes well within a second.
        await RunAsync(drain, time, TimeSpan.FromMilliseconds(50));
        Assert.True((await drain).IsDrained);
        var times = evictions.ToArray();
        Assert.Equal(2, times.Length);
        Assert.True(times[1] - times[0] >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_drain_whose_time_is_up_tells_what_it_waited_for()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(context => Answer(context, [], forbidden: "owned", endless: "bare"));
        await using var client = KubeClient.Create(server.Config(), new() { TimeProvider = time });
        var drain = client.Node("n1").DrainAsync(new() { Force = true, IgnoreDaemonSets = true, Timeout = TimeSpan.FromSeconds(60) }, cancellationToken: Token);
        await RunAsync(drain, time);
        var report = await drain;
        Assert.False(report.IsDrained);
        Assert.Equal(["default/owned: TimedOut (still forbidden: budget)", "default/bare: TimedOut (still ending)"], report.Left.Select(p => p.ToString()));
    }

    [Fact]
    public async Task One_pod_that_fails_does_not_stop_the_others()
    {
        await using var server = await TestServer.StartAsync(context => Answer(context, [], broken: "owned"));
        await using var client = KubeClient.Create(server.Config());
        var report = await client.Node("n1").DrainAsync(new() { Force = true, IgnoreDaemonSets = true }, cancellationToken: Token);
        var failed = Assert.Single(report.Left);
        Assert.Equal((DrainStep.Failed, "owned"), (failed.Step, failed.Name));
        Assert.True(Assert.IsType<KubeApiException>(failed.Failure).IsForbidden);
        Assert.Equal(DrainStep.Evicted, report.Pods.Single(p => p.Name == "bare").Step);
    }

    [Fact]
    public async Task A_dry_run_changes_nothing_and_waits_for_nothing()
    {
        var bodies = new ConcurrentQueue<string>();
        await using var server = await TestServer.StartAsync(async context =>
        {
            if (context.Request.Path.Value!.EndsWith("/eviction")) bodies.Enqueue(await new StreamReader(context.Request.Body).ReadToEndAsync());
            await Answer(context, [], endless: "bare", budget: false);
        });
        await using var client = KubeClient.Create(server.Config());
        var report = await client.Node("n1").DrainAsync(new() { Force = true, IgnoreDaemonSets = true, DryRun = true, GracePeriod = TimeSpan.Zero, PodSelector = "app=web" }, cancellationToken: Token);
        Assert.Equal(["Evicted (dry run)", "Evicted (dry run)"], report.Pods.Take(2).Select(p => $"{p.Step} ({p.Reason})"));
        Assert.Equal(
            ["GET /api/v1/pods?labelSelector=app%3Dweb&fieldSelector=spec.nodeName%3Dn1&limit=500", "PATCH /api/v1/nodes/n1?dryRun=All",
                "POST /api/v1/namespaces/default/pods/bare/eviction?dryRun=All", "POST /api/v1/namespaces/default/pods/owned/eviction?dryRun=All"],
            server.Log.Order());
        Assert.All(bodies, b => Assert.Contains("\"deleteOptions\":{\"gracePeriodSeconds\":0,\"preconditions\":{\"uid\":\"u-", b));
    }

    [Fact]
    public async Task Past_the_budgets_pods_are_deleted()
    {
        await using var server = await TestServer.StartAsync(context => Answer(context, []));
        await using var client = KubeClient.Create(server.Config());
        var report = await client.Node("n1").DrainAsync(new() { Force = true, IgnoreDaemonSets = true, IgnoreDisruptionBudgets = true }, cancellationToken: Token);
        Assert.True(report.IsDrained);
        Assert.Contains("DELETE /api/v1/namespaces/default/pods/owned", server.Log);
        Assert.DoesNotContain(server.Log, l => l.Contains("eviction"));
    }

    [Fact]
    public async Task A_drain_that_would_lose_pods_refuses_before_it_evicts()
    {
        await using var server = await TestServer.StartAsync(context => Answer(context, []));
        await using var client = KubeClient.Create(server.Config());
        var error = await Assert.ThrowsAsync<DrainRefusedException>(() => client.Node("n1").DrainAsync(cancellationToken: Token));
        Assert.Equal([DrainObstacle.Unmanaged, DrainObstacle.DaemonSet], error.Pods.Select(p => p.Obstacle));
        Assert.Equal(
            "DrainRefusedException: node n1 is cordoned but not drained: default/bare nothing would recreate it; set Force; "
            + "default/daemon belongs to a daemon set, which would start it again; set IgnoreDaemonSets", error.ToString());
        Assert.DoesNotContain(server.Log, l => l.Contains("eviction"));
    }

    [Fact]
    public async Task Cancelling_a_drain_is_no_timeout()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(context => Answer(context, [], forbidden: "owned"));
        await using var client = KubeClient.Create(server.Config(), new() { TimeProvider = time });
        using var cancel = new CancellationTokenSource();
        var steps = new Steps();
        var drain = client.Node("n1").DrainAsync(new() { Force = true, IgnoreDaemonSets = true, Timeout = TimeSpan.FromMinutes(1) }, steps, cancel.Token);
        while (steps.Of("owned").Count == 0) await Task.Yield();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => drain);
    }

    [Fact]
    public async Task A_whole_server_holds_evictions_to_their_budget()
    {
        var time = new ManualTime();
        await using var server = await EmbeddedApiServer.StartAsync(cancellationToken: Token);
        await using var client = KubeClient.Create(server.Config, new() { TimeProvider = time });
        var (pods, budgets) = (client.Pods("default"), client.PodDisruptionBudgets("default"));
        await client.Nodes().CreateAsync(new V1Node { Metadata = new() { Name = "n1" } }, cancellationToken: Token);
        foreach (var name in new[] { "a", "b" })
        {
            await pods.CreateAsync(new V1Pod
            {
                Metadata = new() { Name = name, Labels = new Dictionary<string, string> { ["app"] = "x" } },
                Spec = new() { NodeName = "n1", Containers = [new() { Name = "c", Image = "pause" }] },
            }, cancellationToken: Token);
            await pods.PatchStatusAsync(name, Patch.Merge("""{"status":{"phase":"Running"}}"""), cancellationToken: Token);
        }
        await budgets.ApplyAsync(new V1PodDisruptionBudget
        {
            Metadata = new() { Name = "keep-one" },
            Spec = new() { MinAvailable = 1, Selector = new() { MatchLabels = new Dictionary<string, string> { ["app"] = "x" } } },
        }, new("test"), Token);
        await AllowAsync(0);

        var refused = await Assert.ThrowsAsync<KubeApiException>(() => client.Pod("default", "a").EvictAsync(cancellationToken: Token));
        Assert.True(refused.IsTooManyRequests);
        Assert.Equal((TimeSpan.FromSeconds(10), "DisruptionBudget"), (refused.RetryAfter, refused.Causes.Single().Reason));

        var steps = new Steps();
        var drain = client.Node("n1").DrainAsync(new() { Force = true }, steps, Token);
        while (steps.Of("a").Count + steps.Of("b").Count < 2) await Task.Delay(1, Token);
        const string Waiting = "WaitingForBudget (The disruption budget keep-one needs 1 healthy pods and has 2 currently)";
        Assert.Equal([Waiting, Waiting], steps.Of("a").Concat(steps.Of("b")));
        Assert.True((await client.Nodes().GetAsync("n1", cancellationToken: Token)).Spec!.Unschedulable);
        await AllowAsync(2);
        await RunAsync(drain, time);
        Assert.True((await drain).IsDrained);
        Assert.Empty((await pods.ListAsync(cancellationToken: Token)).Items);
        Assert.Equal(0, (await budgets.GetAsync("keep-one", cancellationToken: Token)).Status!.DisruptionsAllowed);

        Task AllowAsync(int evictions) => budgets.PatchStatusAsync("keep-one", Patch.Merge(
            $$"""{"status":{"observedGeneration":1,"disruptionsAllowed":{{evictions}},"currentHealthy":2,"desiredHealthy":1,"expectedPods":2} }"""), cancellationToken: Token);
    }

    [Fact]
    public async Task Options_out_of_range_are_named()
    {
        await using var client = KubeClient.Create(new KubeConfig { Server = new("http://127.0.0.1:1") });
        Assert.Contains("GracePeriod", (await Assert.ThrowsAsync<ArgumentException>(() => client.Node("n").DrainAsync(new() { GracePeriod = TimeSpan.FromSeconds(-1) }, cancellationToken: Token))).Message);
        Assert.Contains("Timeout", (await Assert.ThrowsAsync<ArgumentException>(() => client.Node("n").DrainAsync(new() { Timeout = TimeSpan.Zero }, cancellationToken: Token))).Message);
    }

    private static async Task RunAsync(Task drain, ManualTime time, TimeSpan? step = null)
    {
        while (!drain.IsCompleted)
        {
            await Task.Delay(5, Token);
            time.Advance(step ?? TimeSpan.FromSeconds(1));
        }
    }

    private sealed class Steps : IProgress<DrainedPod>
    {
        private readonly ConcurrentQueue<DrainedPod> _steps = [];

        public void Report(DrainedPod value) => _steps.Enqueue(value);

        public List<string> Of(string name) => [.. _steps.Where(s => s.Name == name).Select(s => s.Reason is null ? $"{s.Step}" : $"{s.Step} ({s.Reason})")];
    }

    private static Task Answer(
        HttpContext context, ConcurrentDictionary<string, int> evicted, string? forbidden = null, string? endless = null, string? broken = null, bool budget = true)
    {
        var path = context.Request.Path.Value!;
        if (path.EndsWith("/nodes/n1")) return context.Json("""{"kind":"Node"}""");
        if (path.EndsWith("/pods"))
            return context.Json($$"""{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[{{Pod("owned")}},{{Pod("bare")}},{{Pod("daemon")}},{{Pod("mirror")}}]}""");
        var name = path.Split("/pods/")[1].Split('/')[0];
        if (path.EndsWith("/eviction"))
        {
            var times = evicted.AddOrUpdate(name, 1, (_, n) => n + 1);
            if (name == broken) return context.Status(403, "Forbidden", "not you");
            return name == forbidden || (budget && name == "owned" && times == 1) ? context.Status(429, "TooManyRequests", "budget") : context.Json("""{"kind":"Status","status":"Success"}""", 201);
        }
        if (context.Request.Method == "DELETE") return context.Json("""{"kind":"Status","status":"Success"}""");
        if (name == endless) return context.Json($$"""{"kind":"PartialObjectMetadata","metadata":{"name":"{{name}}","uid":"u-{{name}}"} }""");
        return context.Json($$"""{"kind":"Status","reason":"NotFound","code":404,"details":{"name":"{{name}}"} }""", 404);
    }

    private static string Pod(string name)
    {
        var owner = name switch { "bare" or "finished" => "", "daemon" => Owner("DaemonSet"), _ => Owner("ReplicaSet") };
        var annotations = name == "mirror" ? "\"annotations\":{\"kubernetes.io/config.mirror\":\"x\"}," : "";
        var volumes = name == "emptyDir" ? "{\"name\":\"v\",\"emptyDir\":{}}" : "";
        var phase = name == "finished" ? "Succeeded" : "Running";
        return "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{" + annotations + $"\"name\":\"{name}\",\"namespace\":\"default\",\"uid\":\"u-{name}\",\"ownerReferences\":[{owner}]}},"
            + $"\"spec\":{{\"volumes\":[{volumes}]}},\"status\":{{\"phase\":\"{phase}\"}}}}";
    }

    private static string Owner(string kind) => $"{{\"apiVersion\":\"apps/v1\",\"kind\":\"{kind}\",\"name\":\"o\",\"uid\":\"1\",\"controller\":true}}";
}
