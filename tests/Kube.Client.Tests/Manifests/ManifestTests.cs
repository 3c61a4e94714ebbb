using System.Collections.Concurrent;
using Kube.Client.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Kube.Client.Tests.Manifest;

public sealed class ManifestTests
{
    private const string Yaml = """
        apiVersion: demo.example.com/v1
        kind: Widget
        metadata: {name: w}
        spec: {size: 1}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: cm, namespace: other}
        ---
        # nothing here
        ---
        apiVersion: unknown.example.com/v1
        kind: Unknown
        metadata: {name: u}
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.demo.example.com}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: other}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {generateName: gen-}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: refused}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Objects_are_applied_in_the_order_they_need_each_other_and_each_is_told_of()
    {
        var cluster = new Cluster();
        await using var server = await TestServer.StartAsync(cluster.AnswerAsync);
        await using var client = KubeClient.Create(server.Config() with { Namespace = "mine" });
        var first = await Collect(client);
        Assert.Equal(
        [
            "Namespace other: created", "ConfigMap other/cm: created", "ConfigMap mine/gen-abcde: created",
            "ConfigMap mine/refused: no (PATCH /api/v1/namespaces/mine/configmaps/refused?fieldManager=m: 403 Forbidden)",
            "CustomResourceDefinition widgets.demo.example.com: created", "Widget mine/w: created",
            "Unknown u: the server serves no Unknown in unknown.example.com/v1; is its CRD installed?",
        ], first);

        cluster.Touched = "w";
        Assert.Equal(["Namespace other: unchanged", "Widget mine/w: configured"], (await Collect(client)).Where(l => l.Contains("Widget") || l.Contains("Namespace")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_type_that_discovery_knows_only_later_is_waited_for(bool mayReadCrds)
    {
        const string New = """
            {apiVersion: demo.example.com/v1, kind: Widget, metadata: {name: w}}
            ---
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.demo.example.com}
            spec: {group: demo.example.com, names: {kind: Widget}, versions: [{name: v1, served: true}, {name: v2, served: true}]}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: cm}}
            """;
        var cluster = new Cluster { MayReadCrds = mayReadCrds, DiscoveryLag = 2 };
        await using var server = await TestServer.StartAsync(cluster.AnswerAsync);
        await using var client = KubeClient.Create(server.Config());
        var lines = new List<string>();
        await foreach (var applied in client.ApplyYamlAsync(New, new("m"), Token)) lines.Add(applied.ToString());
        Assert.Equal(["ConfigMap default/cm: created", "CustomResourceDefinition widgets.demo.example.com: created"], lines[..2]);
        // Who may not see whether it is established is told by the resource itself.
        Assert.Equal(mayReadCrds ? "Widget default/w: created" : "Widget w: the server serves no Widget in demo.example.com/v1; is its CRD installed?", lines[2]);
    }

    [Fact]
    public async Task Text_that_is_no_object_stops_all_before_anything_is_applied()
    {
        await using var server = await TestServer.StartAsync(new Cluster().AnswerAsync);
        await using var client = KubeClient.Create(server.Config());
        Assert.Throws<KubeSerializationException>(() => client.ApplyYamlAsync("kind: ConfigMap\n---\n- a", new("m"), Token));
        Assert.Empty(server.Log);
    }

    [Fact]
    public void Kinds_keep_the_order_they_came_in_and_webhooks_come_last()
    {
        var objects = new[] { "ValidatingWebhookConfiguration", "Custom", "Deployment", "Other", "Service", "Secret", "Namespace" }
            .Select(kind => new DynamicResource("v1", kind, new() { Name = "x" }));
        Assert.Equal(["Namespace", "Secret", "Service", "Deployment", "Custom", "Other", "ValidatingWebhookConfiguration"], ManifestOrder.Sort(objects).Select(o => o.Kind));
    }

    private static async Task<List<string>> Collect(KubeClient client)
    {
        var lines = new List<string>();
        await foreach (var applied in client.ApplyYamlAsync(Yaml, new("m"), Token)) lines.Add(applied.ToString());
        return lines;
    }

    /// <summary>Enough of an API server to apply to: objects by path, and a CRD that is served a moment after it came.</summary>
    private sealed class Cluster
    {
        private readonly ConcurrentDictionary<string, int> _versions = [];
        private int _crdReads;
        private int _discoveries;

        /// <summary>How often discovery does not know the new type yet when its CRD is established already.</summary>
        public int DiscoveryLag { get; init; }

        public bool MayReadCrds { get; init; } = true;

        public string? Touched { get; set; }

        public Task AnswerAsync(HttpContext context)
        {
            var path = context.Request.Path.Value!;
            var name = path[(path.LastIndexOf('/') + 1)..];
            switch (path)
            {
                case "/api":
                    return context.Json(Groups("", "v1", ("configmaps", "ConfigMap", "Namespaced"), ("namespaces", "Namespace", "Cluster")));
                case "/apis":
                    var crds = Groups("apiextensions.k8s.io", "v1", ("customresourcedefinitions", "CustomResourceDefinition", "Cluster"));
                    return context.Json(_crdReads < 3 || ++_discoveries <= DiscoveryLag ? crds : crds.Replace("\"items\":[", "\"items\":[" + Group("demo.example.com", "v1", ("widgets", "Widget", "Namespaced")) + ","));
            }
            if (context.Request.Method == "POST") return context.Json("""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"gen-abcde"}}""", 201);
            if (name == "refused" && context.Request.Method == "PATCH") return context.Status(403, "Forbidden", "no");
            if (context.Request.Method == "PATCH")
            {
                var isNew = _versions.TryAdd(path, 1);
                if (!isNew && name == Touched) _versions[path]++;
                return context.Json(Object(name, _versions[path]), isNew ? 201 : 200);
            }
            if (!_versions.TryGetValue(path, out var version)) return context.Json($$"""{"kind":"Status","reason":"NotFound","code":404,"details":{"name":"{{name}}"} }""", 404);
            if (!path.Contains("customresourcedefinitions")) return context.Json(Object(name, version));
            if (!MayReadCrds) return context.Status(403, "Forbidden", "no");
            var established = ++_crdReads >= 3 ? "True" : "False";
            return context.Json(Object(name, version)[..^1] + $",\"status\":{{\"conditions\":[{{\"type\":\"Established\",\"status\":\"{established}\"}}]}}}}");
        }

        private static string Object(string name, int version) => $$"""{"kind":"K","apiVersion":"v1","metadata":{"name":"{{name}}","resourceVersion":"{{version}}"} }""".Replace(" }", "}");

        private static string Groups(string group, string version, params (string, string, string)[] resources) =>
            $"{{\"kind\":\"APIGroupDiscoveryList\",\"items\":[{Group(group, version, resources)}]}}";

        private static string Group(string group, string version, params (string Plural, string Kind, string Scope)[] resources) =>
            $"{{\"metadata\":{{\"name\":\"{group}\"}},\"versions\":[{{\"version\":\"{version}\",\"resources\":["
            + string.Join(',', resources.Select(r => $"{{\"resource\":\"{r.Plural}\",\"scope\":\"{r.Scope}\",\"responseKind\":{{\"kind\":\"{r.Kind}\"}}}}")) + "]}]}";
    }
}
