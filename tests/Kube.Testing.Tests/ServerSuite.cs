using Kube.Client;
using Kube.Models;
using Kube.TestServers;

namespace Kube.Testing.Tests;

/// <summary>The servers a suite runs on.</summary>
public enum ServerKind
{
    /// <summary>The embedded server over plain HTTP.</summary>
    Embedded,

    /// <summary>The embedded server over HTTPS.</summary>
    EmbeddedHttps,

    /// <summary>A real etcd and kube-apiserver from <c>KUBEBUILDER_ASSETS</c>.</summary>
    Real,
}

/// <summary>One server of each kind for the whole suite, started when a test first wants it.</summary>
public sealed class Servers : IAsyncDisposable
{
    private readonly Lazy<Task<IApiServer>>[] _servers =
    [
        new(async () => await EmbeddedApiServer.StartAsync(new() { RunControllers = false })),
        new(async () => await EmbeddedApiServer.StartAsync(new() { RunControllers = false, UseHttps = true })),
        new(async () => await EnvTest.StartAsync()),
    ];

    public Task<IApiServer> GetAsync(ServerKind kind)
    {
        if (kind == ServerKind.Real && EnvTest.Unavailable() is { } reason)
        {
            Assert.Skip(reason);
        }

        return _servers[(int)kind].Value;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Where(s => s.IsValueCreated))
        {
            await (await server.Value).DisposeAsync();
        }
    }
}

/// <summary>What an operator relies on, asked of the embedded server and of a real one alike: the double must not know better.</summary>
public sealed partial class ServerSuite(Servers servers) : IClassFixture<Servers>
{
    private const string Group = "suite.example.com";

    private const string Definition = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"gauges.suite.example.com"},
         "spec":{"group":"suite.example.com","scope":"Namespaced","names":{"kind":"Gauge","plural":"gauges","singular":"gauge"},
          "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{},"scale":{"specReplicasPath":".spec.size","statusReplicasPath":".status.size"}},
           "schema":{"openAPIV3Schema":{"type":"object","required":["spec"],"properties":{
             "spec":{"type":"object","required":["size"],"properties":{
               "size":{"type":"integer","maximum":10},"unit":{"type":"string","default":"bar"}},
              "x-kubernetes-validations":[{"rule":"self.size != 7","message":"seven is unlucky"}]},
             "status":{"type":"object","properties":{"size":{"type":"integer"}}}}}}}]}}
        """;

    private static readonly ResourceType Gauges = new(Group, "v1", "Gauge", "gauges", ResourceScope.Namespaced);
    private static readonly ResourceType Definitions = new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", ResourceScope.Cluster);

    public static TheoryData<ServerKind> Kinds => [.. Enum.GetValues<ServerKind>()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_object_is_created_changed_and_deleted_under_optimistic_concurrency(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        var maps = place.Client.ConfigMaps(place.Namespace);

        var created = await maps.CreateAsync(new() { Metadata = new() { Name = "a" }, Data = new Dictionary<string, string> { ["k"] = "1" } }, cancellationToken: Token);
        await maps.ReplaceAsync(created with { Data = new Dictionary<string, string> { ["k"] = "2" } }, cancellationToken: Token);
        var stale = await Assert.ThrowsAsync<KubeApiException>(() => maps.ReplaceAsync(created, cancellationToken: Token));
        await maps.DeleteAsync("a", cancellationToken: Token);

        Assert.True(stale.IsConflict);
        Assert.Null(await maps.GetOrNullAsync("a", cancellationToken: Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_watch_that_resumes_at_a_list_tells_all_that_came_after(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        var maps = place.Client.ConfigMaps(place.Namespace);
        await maps.CreateAsync(new() { Metadata = new() { Name = "before" } }, cancellationToken: Token);
        var list = await maps.ListAsync(cancellationToken: Token);

        await maps.CreateAsync(new() { Metadata = new() { Name = "a" } }, cancellationToken: Token);
        await maps.PatchAsync("a", Patch.Merge("""{"data":{"k":"1"}}"""), cancellationToken: Token);
        await maps.DeleteAsync("a", cancellationToken: Token);
        var seen = new List<string>();
        await foreach (var change in maps.WatchAsync(new() { ResourceVersion = list.Metadata.ResourceVersion }, Token))
        {
            if (change.Object is { Metadata.Name: "a" })
            {
                seen.Add(change.Type.ToString());
            }

            if (seen.Count == 3)
            {
                break;
            }
        }

        Assert.Equal(["Added", "Modified", "Deleted"], seen);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_custom_resource_is_defaulted_validated_and_counted(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        var gauges = await GaugesAsync(place);

        var created = await gauges.CreateAsync(Gauge("g", """{"size":3}"""), cancellationToken: Token);
        var changed = await gauges.PatchAsync("g", Patch.Merge("""{"spec":{"size":4}}"""), cancellationToken: Token);
        var status = await gauges.PatchStatusAsync("g", Patch.Merge("""{"status":{"size":4},"spec":{"size":9}}"""), cancellationToken: Token);
        var large = await Assert.ThrowsAsync<KubeApiException>(() => gauges.CreateAsync(Gauge("h", """{"size":11}"""), cancellationToken: Token));

        Assert.Equal("bar", created.Json.GetProperty("spec").GetProperty("unit").GetString());
        Assert.Equal(2, changed.Metadata.Generation);
        Assert.Equal(2, status.Metadata.Generation);
        Assert.Equal(4, status.Json.GetProperty("spec").GetProperty("size").GetInt32());
        Assert.Equal("Gauge.suite.example.com \"h\" is invalid: spec.size: Invalid value: 11: spec.size in body should be less than or equal to 10", large.Status.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_rule_of_a_definition_is_kept(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        await ServerRelease.RequireAsync(place.Client, 25, "Validation rules");
        var gauges = await GaugesAsync(place);

        var unlucky = await Assert.ThrowsAsync<KubeApiException>(() => gauges.CreateAsync(Gauge("h", """{"size":7}"""), cancellationToken: Token));

        Assert.Equal("Gauge.suite.example.com \"h\" is invalid: spec: Invalid value: seven is unlucky", unlucky.Status.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Scale_reads_and_writes_the_replicas(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        var gauges = await GaugesAsync(place);
        await gauges.CreateAsync(Gauge("g", """{"size":3}"""), cancellationToken: Token);

        await gauges.ScaleAsync("g", 5, cancellationToken: Token);

        Assert.Equal(5, (await gauges.GetAsync("g", cancellationToken: Token)).Json.GetProperty("spec").GetProperty("size").GetInt32());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Applied_fields_have_owners_and_a_conflict_names_the_other(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        var gauges = await GaugesAsync(place);
        await gauges.ApplyAsync(Gauge("g", """{"size":3}"""), new("one"), Token);

        var conflict = await Assert.ThrowsAsync<KubeApiException>(() => gauges.ApplyAsync(Gauge("g", """{"size":4}"""), new("two"), Token));
        var forced = await gauges.ApplyAsync(Gauge("g", """{"size":4}"""), new("two", Force: true), Token);

        Assert.Equal("Apply failed with 1 conflict: conflict with \"one\": .spec.size", conflict.Status.Message);
        Assert.Equal(4, forced.Json.GetProperty("spec").GetProperty("size").GetInt32());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_finalizer_keeps_a_deleted_object_until_it_is_gone(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        var maps = place.Client.ConfigMaps(place.Namespace);
        await maps.CreateAsync(new() { Metadata = new() { Name = "a", Finalizers = ["example.com/keep"] } }, cancellationToken: Token);

        await maps.DeleteAsync("a", cancellationToken: Token);
        var kept = await maps.GetAsync("a", cancellationToken: Token);
        await maps.PatchAsync("a", Patch.Merge("""{"metadata":{"finalizers":null}}"""), cancellationToken: Token);

        Assert.NotNull(kept.Metadata.DeletionTimestamp);
        Assert.Null(await maps.GetOrNullAsync("a", cancellationToken: Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_user_may_do_what_a_role_says_and_nothing_else(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        await place.Client.Roles(place.Namespace).CreateAsync(
            new() { Metadata = new() { Name = "reader" }, Rules = [new() { Verbs = ["get", "list"], ApiGroups = [""], Resources = ["configmaps"] }] }, cancellationToken: Token);
        await place.Client.RoleBindings(place.Namespace).CreateAsync(
            new()
            {
                Metadata = new() { Name = "team" },
                Subjects = [new() { Kind = "Group", Name = "team", ApiGroup = "rbac.authorization.k8s.io" }],
                RoleRef = new() { Kind = "Role", Name = "reader", ApiGroup = "rbac.authorization.k8s.io" },
            },
            cancellationToken: Token);
        await using var member = place.Server.CreateClientFor("ann", "team");
        await using var stranger = place.Server.CreateClientFor("bob");

        Assert.NotNull((await member.ConfigMaps(place.Namespace).ListAsync(cancellationToken: Token)).Items);
        var write = await Assert.ThrowsAsync<KubeApiException>(
            () => member.ConfigMaps(place.Namespace).CreateAsync(new() { Metadata = new() { Name = "a" } }, cancellationToken: Token));
        var read = await Assert.ThrowsAsync<KubeApiException>(() => stranger.ConfigMaps(place.Namespace).ListAsync(cancellationToken: Token));

        Assert.Equal($"configmaps is forbidden: User \"ann\" cannot create resource \"configmaps\" in API group \"\" in the namespace \"{place.Namespace}\"", write.Status.Message);
        Assert.True(read.IsForbidden);
    }

    private static DynamicResource Gauge(string name, string spec) => DynamicResource.Parse(
        $$"""{"apiVersion":"{{Group}}/v1","kind":"Gauge","metadata":{"name":"{{name}}"},"spec":{{spec}}}""");

    /// <summary>The suite's custom resource; a real server serves it a moment after its definition was taken.</summary>
    private static async Task<Api<DynamicResource>> GaugesAsync(Place place)
    {
        var definitions = place.Client.For<DynamicResource>(Definitions);
        var definition = await definitions.GetOrCreateAsync(DynamicResource.Parse(Definition), cancellationToken: Token);
        while (!IsEstablished(definition))
        {
            definition = await definitions.GetAsync("gauges." + Group, cancellationToken: Token);
        }

        var gauges = place.Client.For<DynamicResource>(Gauges, place.Namespace);
        while (await IsUnknownAsync(gauges))
        {
            await Task.Yield();
        }

        return gauges;
    }

    private static bool IsEstablished(DynamicResource definition) =>
        definition.Json.TryGetProperty("status", out var status)
        && status.TryGetProperty("conditions", out var conditions)
        && conditions.ValueKind == System.Text.Json.JsonValueKind.Array
        && conditions.EnumerateArray().Any(c => c.GetProperty("type").GetString() == "Established" && c.GetProperty("status").GetString() == "True");

    private static async Task<bool> IsUnknownAsync(Api<DynamicResource> gauges)
    {
        try
        {
            await gauges.ListAsync(cancellationToken: Token);
            return false;
        }
        catch (KubeApiException error) when (error.IsNotFound)
        {
            return true;
        }
    }

    private async Task<Place> PlaceAsync(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        var place = new Place(server, server.CreateClient(), $"suite-{Guid.NewGuid():N}"[..16]);
        await place.Client.Cluster<V1Namespace>().CreateAsync(new() { Metadata = new() { Name = place.Namespace } }, cancellationToken: Token);
        return place;
    }

    /// <summary>A namespace of one test on a shared server.</summary>
    private sealed record Place(IApiServer Server, KubeClient Client, string Namespace) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Client.DisposeAsync();
    }
}
