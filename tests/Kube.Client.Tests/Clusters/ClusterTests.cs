using Kube.Models;
using Kube.Testing;
using Kube.TestServers;

namespace Kube.Client.Tests.Clusters;

/// <summary>The client against a whole API server: the embedded one, a real one from <c>KUBEBUILDER_ASSETS</c>, or the cluster that <c>KUBE_TEST_KUBECONFIG</c> names.</summary>
/// <remarks>On a cluster the tests work in a namespace of their own and remove it; opting in is setting the variable.</remarks>
public sealed class ClusterTests(ClusterTests.Cluster cluster) : IClassFixture<ClusterTests.Cluster>, IAsyncLifetime
{
    private const string Crd = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: gauges.client-tests.example.com}
        spec:
          group: client-tests.example.com
          scope: Namespaced
          names: {kind: Gauge, plural: gauges, singular: gauge, shortNames: [gg]}
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {}, scale: {specReplicasPath: .spec.size, statusReplicasPath: .status.size}}
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec: {type: object, properties: {size: {type: integer, maximum: 10}}}
                  status: {type: object, properties: {size: {type: integer}}}
        """;

    private const string WhoAmI = "SelfSubjectReview (who am I?)";

    private readonly string _namespace = $"client-{Guid.NewGuid():N}"[..20];
    private KubeClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Api<V1ConfigMap> ConfigMaps => _client.Namespaced<V1ConfigMap>(_namespace);

    public async ValueTask InitializeAsync()
    {
        _client = cluster.CreateClient();
        TestContext.Current.TestOutputHelper?.WriteLine($"on {cluster}");
        await _client.Cluster<V1Namespace>().CreateAsync(new V1Namespace { Metadata = new() { Name = _namespace } }, cancellationToken: Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.Cluster<V1Namespace>().DeleteAsync(_namespace);
        await _client.DisposeAsync();
    }

    /// <summary>Which server, started once for all tests: the cluster opted in, else a real control plane, else the embedded one.</summary>
    public sealed class Cluster : IAsyncLifetime
    {
        private IApiServer? _server;
        private KubeConfig? _opted;

        public async ValueTask InitializeAsync()
        {
            if (Environment.GetEnvironmentVariable("KUBE_TEST_KUBECONFIG") is { Length: > 0 } path) _opted = KubeConfig.FromFile(path);
            else if (Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") is { Length: > 0 } || EnvTest.Unavailable() is null) _server = await EnvTest.StartAsync(cancellationToken: Token);
            else _server = await EmbeddedApiServer.StartAsync(cancellationToken: Token);
        }

        public bool IsEmbedded => _server is EmbeddedApiServer;

        public KubeClient CreateClient(KubeClientOptions? options = null) => KubeClient.Create(_server?.Config ?? _opted!, options);

        public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

        public override string ToString() => _server?.GetType().Name ?? _opted!.ToString();
    }

    [Fact]
    public async Task A_real_API_server_tells_its_version()
    {
        Assert.SkipWhen(cluster.IsEmbedded, $"These tests ran on the embedded server only. For a real one: {EnvTest.Unavailable()}");
        Assert.Contains("\"gitVersion\"", System.Text.Encoding.UTF8.GetString(await _client.RequestBytesAsync(Requests.ServerVersion(), Token)));
    }

    [Fact]
    public async Task An_object_lives_its_life()
    {
        Assert.Null(await ConfigMaps.GetOrNullAsync("a", cancellationToken: Token));
        var created = await ConfigMaps.CreateAsync(ConfigMap("a", "1"), cancellationToken: Token);
        Assert.True((await Assert.ThrowsAsync<KubeApiException>(() => ConfigMaps.CreateAsync(ConfigMap("a", "1"), cancellationToken: Token))).IsAlreadyExists);
        var replaced = await ConfigMaps.ReplaceAsync(created with { Data = new Dictionary<string, string> { ["k"] = "2" } }, cancellationToken: Token);
        Assert.True((await Assert.ThrowsAsync<KubeApiException>(() => ConfigMaps.ReplaceAsync(created, cancellationToken: Token))).IsConflict);
        var patched = await ConfigMaps.PatchAsync("a", Patch.Merge("""{"data":{"k":null,"m":"3"}}"""), cancellationToken: Token);
        Assert.Equal(["m"], patched.Data!.Keys);
        Assert.NotEqual(replaced.Metadata.ResourceVersion, patched.Metadata.ResourceVersion);
        await ConfigMaps.DeleteAsync("a", new() { Preconditions = new() { Uid = created.Metadata.Uid } }, Token);
        Assert.True((await Assert.ThrowsAsync<KubeApiException>(() => ConfigMaps.GetAsync("a", cancellationToken: Token))).IsNotFound);
    }

    [Fact]
    public async Task Applied_fields_have_an_owner_and_a_dry_run_changes_nothing()
    {
        await ConfigMaps.ApplyAsync(ConfigMap("a", "1"), new("one"), Token);
        var conflict = await Assert.ThrowsAsync<KubeApiException>(() => ConfigMaps.ApplyAsync(ConfigMap("a", "2"), new("two"), Token));
        Assert.True(conflict.IsConflict);
        Assert.Equal(StatusCauseTypes.FieldManagerConflict, conflict.Causes.Single().Reason);
        Assert.Equal("2", (await ConfigMaps.ApplyAsync(ConfigMap("a", "2"), new("two", Force: true) { DryRun = true }, Token)).Data!["k"]);
        Assert.Equal("1", (await ConfigMaps.GetAsync("a", cancellationToken: Token)).Data!["k"]);
        Assert.Equal("2", (await ConfigMaps.ApplyAsync(ConfigMap("a", "2"), new("two", Force: true), Token)).Data!["k"]);
    }

    [Fact]
    public async Task Pages_and_selectors_show_what_is_there()
    {
        for (var i = 0; i < 7; i++)
            await ConfigMaps.CreateAsync(ConfigMap($"c{i}", "x").WithLabel("odd", (i % 2 == 1).ToString().ToLowerInvariant()), cancellationToken: Token);
        var names = new List<string>();
        await foreach (var map in ConfigMaps.ListAllAsync(new() { Limit = 3, FieldSelector = "metadata.name!=c3,metadata.name!=kube-root-ca.crt" }, Token)) names.Add(map.Metadata.Name!);
        Assert.Equal(["c0", "c1", "c2", "c4", "c5", "c6"], names);
        Assert.Equal(["c1", "c3", "c5"], (await ConfigMaps.ListAsync(new() { LabelSelector = "odd=true" }, Token)).Items.Select(m => m.Metadata.Name));
        Assert.Equal(3, (await ConfigMaps.MetadataOnly().ListAsync(new() { LabelSelector = "odd=true" }, Token)).Items.Count);
        await ConfigMaps.DeleteCollectionAsync(new() { LabelSelector = "odd" }, cancellationToken: Token);
        Assert.Empty((await ConfigMaps.ListAsync(new() { LabelSelector = "odd" }, Token)).Items);
    }

    [Fact]
    public async Task A_watch_from_a_list_misses_nothing()
    {
        await ConfigMaps.CreateAsync(ConfigMap("before", "x"), cancellationToken: Token);
        var list = await ConfigMaps.ListAsync(cancellationToken: Token);
        var created = await ConfigMaps.CreateAsync(ConfigMap("a", "1"), cancellationToken: Token);
        await ConfigMaps.ReplaceAsync(created with { Data = new Dictionary<string, string> { ["k"] = "2" } }, cancellationToken: Token);
        await ConfigMaps.DeleteAsync("a", cancellationToken: Token);
        var seen = new List<string>();
        await foreach (var change in ConfigMaps.WatchAsync(new() { ResourceVersion = list.Metadata.ResourceVersion, FieldSelector = "metadata.name=a" }, Token))
        {
            if (change.Type == WatchEventType.Bookmark) continue;
            seen.Add($"{change.Type} {change.Object!.Data!["k"]}");
            if (seen.Count == 3) break;
        }
        Assert.Equal(["Added 1", "Modified 2", "Deleted 2"], seen);
    }

    [Fact]
    public async Task Many_updates_at_once_all_count()
    {
        await ConfigMaps.CreateAsync(ConfigMap("counter", "0"), cancellationToken: Token);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ConfigMaps.UpdateAsync("counter", m => m with { Data = new Dictionary<string, string> { ["k"] = (int.Parse(m.Data!["k"]) + 1).ToString() } }, cancellationToken: Token)));
        Assert.Equal("5", (await ConfigMaps.GetAsync("counter", cancellationToken: Token)).Data!["k"]);
    }

    [Fact]
    public async Task A_manifest_with_a_CRD_and_its_resource_goes_in_at_once()
    {
        var yaml = $$"""
            apiVersion: client-tests.example.com/v1
            kind: Gauge
            metadata: {name: g, namespace: "{{_namespace}}" }
            spec: {size: 3}
            ---
            apiVersion: client-tests.example.com/v1
            kind: Unserved
            metadata: {name: unserved, namespace: "{{_namespace}}" }
            spec: {size: 1}
            ---
            {{Crd}}
            """;
        var first = await Apply(yaml);
        Assert.Equal(["gauges.client-tests.example.com Created", "g Created", "unserved Failed"], first.Select(a => $"{a.Name} {a.Outcome}"));
        Assert.IsType<ManifestException>(first[2].Error);
        Assert.Equal(["gauges.client-tests.example.com Unchanged", "g Unchanged", "unserved Failed"], (await Apply(yaml)).Select(a => $"{a.Name} {a.Outcome}"));

        var gauge = await _client.Discovery.FindAsync("gg", Token);
        var gauges = _client.For<DynamicResource>(gauge!.Type, _namespace);
        Assert.Equal(5, (await gauges.ScaleAsync("g", 5, cancellationToken: Token)).Replicas);
        var status = await gauges.PatchStatusAsync("g", Patch.Merge("""{"status":{"size":5}}"""), cancellationToken: Token);
        Assert.Equal(5, status.GetInt64(JsonPointer.Parse("/status/size")));
        Assert.Equal("gauges.client-tests.example.com", (await _client.Discovery.GetAsync(Token)).FindKind("client-tests.example.com/v1", "Gauge")!.Type.ToString().Split('/')[0]);
        var crds = _client.For<DynamicResource>((await _client.Discovery.FindAsync("crd", Token))!.Type);
        await crds.DeleteAsync("gauges.client-tests.example.com", cancellationToken: Token);
    }

    [Fact]
    public async Task A_workload_is_scaled_restarted_and_patched_in_each_way()
    {
        var deployments = _client.Namespaced<V1Deployment>(_namespace);
        await deployments.CreateAsync(Workload("web"), cancellationToken: Token);
        Assert.Equal(0, (await deployments.GetScaleAsync("web", cancellationToken: Token)).Replicas);
        var scaled = await deployments.ScaleAsync("web", 2, cancellationToken: Token);
        Assert.Equal((2, "app=web"), (scaled.Replicas, scaled.Selector));
        var restarted = await deployments.RestartAsync("web", cancellationToken: Token);
        Assert.Contains("kubectl.kubernetes.io/restartedAt", restarted.Spec!.Template.Metadata!.Annotations!.Keys);
        // Merged by name: the other container stays as it is.
        var patched = await deployments.PatchAsync("web", Patch.Strategic("""{"spec":{"template":{"spec":{"containers":[{"name":"two","image":"other"}]}}}}"""), cancellationToken: Token);
        Assert.Equal(["one pause", "two other"], patched.Spec!.Template.Spec!.Containers.Select(c => $"{c.Name} {c.Image}").Order());
        patched = await deployments.PatchAsync("web", Patch.Json(
            JsonPatchOperation.Test(JsonPointer.Parse("/spec/replicas"), 2), JsonPatchOperation.Replace(JsonPointer.Parse("/spec/replicas"), 0)), cancellationToken: Token);
        Assert.Equal(0, patched.Spec!.Replicas);
        var status = await deployments.PatchStatusAsync("web", Patch.Merge("""{"status":{"replicas":1},"spec":{"replicas":9}}"""), cancellationToken: Token);
        Assert.Equal((1, 0), (status.Status!.Replicas, status.Spec!.Replicas));
        var (applied, created) = await deployments.CreateOrApplyAsync(new V1Deployment { Metadata = new() { Name = "web", Labels = new Dictionary<string, string> { ["a"] = "b" } } }, new("labeller"), Token);
        Assert.Equal((false, "b"), (created, applied.Metadata.Labels!["a"]));
        Assert.Equal("web", (await deployments.GetOrCreateAsync(Workload("web"), cancellationToken: Token)).Metadata.Name);
    }

    [Fact]
    public async Task Each_refusal_says_what_it_is()
    {
        var invalid = await Refusal(() => ConfigMaps.CreateAsync(ConfigMap("Not_A_Name", "1"), cancellationToken: Token));
        Assert.True(invalid.IsInvalid);
        Assert.Equal(("metadata.name", StatusCauseTypes.FieldValueInvalid), (invalid.Causes.Single().Field, invalid.Causes.Single().Reason));

        var gadgets = new ResourceType("nobody.client-tests.example.com", "v1", "Gadget", "gadgets", ResourceScope.Namespaced);
        Assert.True((await Refusal(() => _client.For<DynamicResource>(gadgets, _namespace).GetAsync("a", cancellationToken: Token))).IsTypeNotServed);
        Assert.True((await Refusal(() => _client.For<DynamicResource>(new("apps", "v1", "Nothing", "nothings", ResourceScope.Namespaced), _namespace).ListAsync(cancellationToken: Token))).IsTypeNotServed);
        Assert.False((await Refusal(() => ConfigMaps.GetAsync("absent", cancellationToken: Token))).IsTypeNotServed);

        await ConfigMaps.CreateAsync(ConfigMap("a", "1"), cancellationToken: Token);
        Assert.True((await Refusal(() => ConfigMaps.DeleteAsync("a", new() { Preconditions = new() { Uid = "another" } }, Token))).IsConflict);
    }

    [Fact]
    public async Task A_field_that_nobody_knows_is_refused_or_warned_of_as_one_asks()
    {
        await ServerRelease.RequireAsync(_client, 27, "Field validation by the server");
        var maps = _client.For<DynamicResource>(V1ConfigMap.Type, _namespace);
        var unknown = DynamicResource.Parse("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"},"date":{}}""");
        var strict = await Refusal(() => maps.CreateAsync(unknown, new() { FieldValidation = FieldValidation.Strict }, Token));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, strict.StatusCode);
        Assert.Contains("unknown field \"date\"", strict.Message);
        var warnings = new List<string>();
        await using var warned = cluster.CreateClient(new() { OnWarning = w => warnings.Add(w.Text) });
        await warned.For<DynamicResource>(V1ConfigMap.Type, _namespace).CreateAsync(unknown, new() { FieldValidation = FieldValidation.Warn }, Token);
        Assert.Equal(["unknown field \"date\""], warnings);
    }

    [Fact]
    public async Task An_object_with_a_finalizer_stays_until_it_is_released_and_watches_see_it_go()
    {
        var held = ConfigMap("held", "1");
        await ConfigMaps.CreateAsync(held with { Metadata = held.Metadata with { Finalizers = ["client-tests.example.com/hold"] } }, cancellationToken: Token);
        var going = await ConfigMaps.DeleteAsync("held", cancellationToken: Token);
        Assert.NotNull(going.Object!.Metadata.DeletionTimestamp);
        var list = await ConfigMaps.MetadataOnly().ListAsync(new() { FieldSelector = "metadata.name=held" }, Token);
        await ConfigMaps.UpdateAsync("held", m => m with { Metadata = m.Metadata with { Finalizers = [] } }, cancellationToken: Token);
        await foreach (var change in ConfigMaps.MetadataOnly().WatchAsync(new() { ResourceVersion = list.Metadata.ResourceVersion, FieldSelector = "metadata.name=held" }, Token))
        {
            if (change.Type == WatchEventType.Bookmark) continue;
            Assert.Equal((WatchEventType.Deleted, "held"), (change.Type, change.Object!.Metadata.Name));
            break;
        }
        Assert.Null(await ConfigMaps.GetOrNullAsync("held", cancellationToken: Token));
    }

    [Fact]
    public async Task Rights_and_identity_are_told_also_of_whom_one_acts_as()
    {
        await ServerRelease.RequireAsync(_client, 28, WhoAmI);
        Assert.NotEmpty((await _client.WhoAmIAsync(Token)).Username!);
        Assert.True((await _client.CanIAsync("create", V1ConfigMap.Type, _namespace, cancellationToken: Token)).IsAllowed);
        Assert.True((await _client.CanIAsync("get", "/version", Token)).IsAllowed);
        await using var jane = KubeClient.Create(_client.Config with { Impersonation = new Impersonation("jane") { Groups = ["one", "two"], Extra = new Dictionary<string, IReadOnlyList<string>> { ["scopes"] = ["a", "b"] } } });
        var self = await jane.WhoAmIAsync(Token);
        Assert.Equal("jane", self.Username);
        Assert.Equal(["one", "two"], self.Groups!.Where(g => !g.StartsWith("system:")));
        Assert.Equal(["a", "b"], self.Extra!["scopes"]);
        Assert.False((await jane.CanIAsync("create", V1ConfigMap.Type, _namespace, cancellationToken: Token)).IsAllowed);
        Assert.True((await Assert.ThrowsAsync<KubeApiException>(() => jane.Namespaced<V1ConfigMap>(_namespace).ListAsync(cancellationToken: Token))).IsForbidden);
    }

    [Fact]
    public async Task A_token_speaks_for_its_service_account()
    {
        await ServerRelease.RequireAsync(_client, 28, WhoAmI);
        await _client.Namespaced<V1ServiceAccount>(_namespace).CreateAsync(new V1ServiceAccount { Metadata = new() { Name = "robot" } }, cancellationToken: Token);
        var token = await _client.CreateTokenAsync(_namespace, "robot", cancellationToken: Token);
        await using var robot = KubeClient.Create(_client.Config with { ClientCertificate = null, Credentials = new KubeCredentials.Token(token.Token) });
        Assert.Equal($"system:serviceaccount:{_namespace}:robot", (await robot.WhoAmIAsync(Token)).Username);
    }

    [Fact]
    public async Task A_pod_gets_another_container_and_other_resources_and_is_evicted()
    {
        await ServerRelease.RequireAsync(_client, 33, "The resize subresource of pods");
        // Where a controller makes it, too, it may come a moment later.
        await _client.Namespaced<V1ServiceAccount>(_namespace).GetOrCreateAsync(new V1ServiceAccount { Metadata = new() { Name = "default" } }, cancellationToken: Token);
        var pods = _client.Namespaced<V1Pod>(_namespace);
        await pods.CreateAsync(new V1Pod { Metadata = new() { Name = "p" }, Spec = Workload("p").Spec!.Template.Spec }, cancellationToken: Token);
        var pod = _client.Pod(_namespace, "p");
        var debugged = await pod.AddEphemeralContainerAsync(new V1EphemeralContainer { Name = "debug", Image = "busybox" }, cancellationToken: Token);
        Assert.Equal("debug", debugged.Spec!.EphemeralContainers!.Single().Name);
        var resized = await pod.ResizeAsync("one", new V1ResourceRequirements { Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("2m") } }, cancellationToken: Token);
        Assert.Equal("2m", resized.Spec!.Containers[0].Resources!.Requests!["cpu"].ToString());
        await pod.EvictAsync(new() { DryRun = true }, Token);
        Assert.NotNull(await pods.GetOrNullAsync("p", cancellationToken: Token));
        await pod.EvictAsync(new() { Delete = new() { GracePeriod = TimeSpan.Zero } }, Token);
        Assert.Null(await pods.GetOrNullAsync("p", cancellationToken: Token));
    }

    [Fact]
    public async Task A_word_is_found_as_kubectl_finds_it()
    {
        foreach (var word in new[] { "deploy", "deployments", "Deployment", "deployments.apps", "Deployment.v1.apps" })
            Assert.Equal("deployments.apps/v1", (await _client.Discovery.FindAsync(word, Token))?.Type.ToString());
        var catalog = await _client.Discovery.GetAsync(Token);
        Assert.Contains("pods/v1", catalog.InCategory("all").Select(r => r.Type.ToString()));
        Assert.Contains("eviction", catalog.Find("po")!.Subresources);
        Assert.Empty(catalog.Failures);
    }

    private static Task<KubeApiException> Refusal(Func<Task> call) => Assert.ThrowsAsync<KubeApiException>(call);

    private async Task<List<AppliedObject>> Apply(string yaml)
    {
        var applied = new List<AppliedObject>();
        await foreach (var one in _client.ApplyYamlAsync(yaml, new("client-tests"), Token)) applied.Add(one);
        return applied;
    }

    private static V1Deployment Workload(string name) => new()
    {
        Metadata = new() { Name = name },
        Spec = new()
        {
            Replicas = 0,
            Selector = new() { MatchLabels = new Dictionary<string, string> { ["app"] = name } },
            Template = new()
            {
                Metadata = new() { Labels = new Dictionary<string, string> { ["app"] = name } },
                Spec = new()
                {
                    Containers =
                    [
                        new() { Name = "one", Image = "pause", Resources = new() { Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("1m") } } },
                        new() { Name = "two", Image = "pause" },
                    ],
                },
            },
        },
    };

    private static V1ConfigMap ConfigMap(string name, string value) => new() { Metadata = new() { Name = name }, Data = new Dictionary<string, string> { ["k"] = value } };
}
