using System.Collections.Concurrent;
using Kube.Client.Tests.Servers;
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
    [InlineData("daemon", "daemons", "stay")]
    [InlineData("emptyDir", "", "refuse: has an emptyDir volume, whose data would be lost; set DeleteEmptyDirData")]
    [InlineData("emptyDir", "data", "evict")]
    [InlineData("mirror", "", "stay")]
    [InlineData("finished", "", "evict")]
    public void A_drain_judges_pods_as_kubectl_does(string pod, string options, string verdict)
    {
        var judged = DrainRules.Judge(DynamicResource.Parse(Pod(pod)), new()
        {
            Force = options == "force",
            IgnoreDaemonSets = options == "daemons",
            DeleteEmptyDirData = options == "data",
        });
        Assert.Equal(verdict, judged.Refusal is { } refusal ? $"refuse: {refusal}" : judged.Stays ? "stay" : "evict");
    }

    [Fact]
    public async Task A_drain_cordons_evicts_waits_for_budgets_and_ends_when_the_pods_are_gone()
    {
        var time = new ManualTime();
        var evicted = new ConcurrentDictionary<string, int>();
        await using var server = await TestServer.StartAsync(context => Answer(context, evicted));
        await using var client = KubeClient.Create(server.Config(), new() { TimeProvider = time });
        var drained = new List<DrainedPod>();
        var drain = Task.Run(async () =>
        {
            await foreach (var pod in client.Node("n1").DrainAsync(new() { Force = true, IgnoreDaemonSets = true }, Token)) drained.Add(pod);
        }, Token);
        while (!drain.IsCompleted)
        {
            await Task.Delay(5, Token);
            time.Advance(TimeSpan.FromSeconds(1));
        }
        await drain;
        Assert.Equal([new("default", "bare", null), new("default", "owned", null)], drained.OrderBy(d => d.Name));
        Assert.Equal("PATCH /api/v1/nodes/n1", server.Log.First());
        // The budget forbade the first try.
        Assert.Equal(2, evicted["owned"]);
    }

    [Fact]
    public async Task A_drain_that_would_lose_pods_refuses_before_it_evicts()
    {
        await using var server = await TestServer.StartAsync(context => Answer(context, []));
        await using var client = KubeClient.Create(server.Config());
        var error = await Assert.ThrowsAsync<DrainRefusedException>(async () =>
        {
            await foreach (var pod in client.Node("n1").DrainAsync(cancellationToken: Token)) Assert.Fail(pod.Name);
        });
        Assert.Equal(2, error.Pods.Count);
        Assert.DoesNotContain(server.Log, l => l.Contains("eviction"));
    }

    private static Task Answer(HttpContext context, ConcurrentDictionary<string, int> evicted)
    {
        var path = context.Request.Path.Value!;
        if (path.EndsWith("/nodes/n1")) return context.Json("""{"kind":"Node"}""");
        if (path.EndsWith("/pods"))
            return context.Json($$"""{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[{{Pod("owned")}},{{Pod("bare")}},{{Pod("daemon")}},{{Pod("mirror")}}]}""");
        var name = path.Split("/pods/")[1].Split('/')[0];
        if (path.EndsWith("/eviction"))
        {
            var times = evicted.AddOrUpdate(name, 1, (_, n) => n + 1);
            return name == "owned" && times == 1 ? context.Status(429, "TooManyRequests", "budget") : context.Json("""{"kind":"Status","status":"Success"}""", 201);
        }
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
