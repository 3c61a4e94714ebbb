using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Kube.Client;
using Kube.Models;
using Kube.Runtime.Hosting;
using Kube.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kube.Runtime.Tests;

public sealed class HostingTests : IAsyncLifetime
{
    private EmbeddedApiServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await EmbeddedApiServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Makes a copy of each config map that has the label <c>copy</c>, and mends it when somebody changes it.</summary>
    [RbacRule("", "configmaps", "get,list,watch,create,patch")]
    private sealed class Copier(KubeClient client, ScopeProbe probe) : IReconciler<V1ConfigMap>
    {
        public async ValueTask<ReconcileResult> ReconcileAsync(V1ConfigMap resource, ReconcileContext context, CancellationToken cancellationToken)
        {
            probe.Scopes.Add(this);
            Assert.NotNull(context.Services);
            if (resource.Label("copy") is null || resource.IsDeleting)
                return ReconcileResult.Done;
            var copy = new V1ConfigMap { Metadata = new ObjectMeta { Name = resource.Name + "-copy", Namespace = resource.Namespace }, Data = resource.Data }.WithController(resource);
            context.Wrote(await client.Namespaced<V1ConfigMap>(resource.Namespace!).ApplyAsync(copy, new ApplyParams("copier", Force: true), cancellationToken));
            return ReconcileResult.Done;
        }
    }

    private sealed class ScopeProbe
    {
        public ConcurrentBag<object> Scopes { get; } = [];
    }

    private IHost Build(Action<KubeHostBuilder>? more = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(new ScopeProbe());
        builder.Services.AddHealthChecks().AddKube();
        var kube = builder.Services.AddKube(options =>
        {
            options.Configuration = () => new KubeConfig { Server = _server.Address, Source = "test" };
            options.Namespace = "default";
        });
        kube.AddController<Copier, V1ConfigMap>(controller => controller.Owns<V1ConfigMap>().With(new ControllerOptions { Name = "copier" }));
        more?.Invoke(kube);
        return builder.Build();
    }

    private Task<V1ConfigMap> CreateAsync(KubeClient client, string name, string value) => client.Namespaced<V1ConfigMap>("default").CreateAsync(new V1ConfigMap
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default", Labels = new Dictionary<string, string> { ["copy"] = "yes" } },
        Data = new Dictionary<string, string> { ["value"] = value },
    });

    private sealed class SecretCount(Informer<V1Secret> secrets) : IHostedService
    {
        public int AtStart { get; private set; } = -1;

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await secrets.WaitUntilReadyAsync(cancellationToken: cancellationToken);
            AtStart = secrets.Count;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    [Fact]
    public async Task A_service_reads_a_set_that_the_host_keeps_current()
    {
        using var client = _server.CreateClient();
        await client.Namespaced<V1Secret>("default").CreateAsync(new V1Secret { Metadata = new ObjectMeta { Name = "a", Namespace = "default" } });
        using var host = Build(kube => kube.AddInformer<V1Secret>().Services.AddSingleton<SecretCount>().AddHostedService(provider => provider.GetRequiredService<SecretCount>()));

        await host.StartAsync();

        Assert.Equal(1, host.Services.GetRequiredService<SecretCount>().AtStart);
        var informer = host.Services.GetRequiredService<Informer<V1Secret>>();
        Assert.Contains(informer, host.Services.GetRequiredService<InformerSet>().All);
        await host.StopAsync();
        Assert.False(informer.IsRunning);
    }

    [Fact]
    public async Task A_hosted_controller_makes_mends_and_follows()
    {
        using var host = Build();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<KubeClient>();
        var api = client.Namespaced<V1ConfigMap>("default");
        var patience = TimeSpan.FromSeconds(30);
        await CreateAsync(client, "a", "1");
        var made = await api.WaitForAsync("a-copy", WaitConditions.Path<V1ConfigMap>(".data.value", "1"), patience);
        Assert.Equal("a", made!.Metadata.OwnerReferences!.Single().Name);

        await api.PatchAsync("a", Patch.Merge("""{"data":{"value":"2"}}"""));
        await api.WaitForAsync("a-copy", WaitConditions.Path<V1ConfigMap>(".data.value", "2"), patience);
        await api.PatchAsync("a-copy", Patch.Merge("""{"data":{"value":"broken"}}"""));
        await api.WaitForAsync("a-copy", WaitConditions.Path<V1ConfigMap>(".data.value", "2"), patience);
        await api.DeleteAsync("a-copy");
        await api.WaitForAsync("a-copy", WaitConditions.Path<V1ConfigMap>(".data.value", "2"), patience);

        var scopes = host.Services.GetRequiredService<ScopeProbe>().Scopes.ToArray();
        Assert.Equal(scopes.Length, scopes.Distinct().Count());
        Assert.Single(host.Services.GetRequiredService<InformerSet>().All);
        await host.StopAsync();
    }

    [Fact]
    public async Task Replicas_share_the_objects_by_their_leases()
    {
        static Action<KubeHostBuilder> Share(string name) => kube => kube.AddSharding(new ShardingOptions
        {
            Group = "copiers",
            Namespace = "default",
            Identity = name,
            LeaseDuration = TimeSpan.FromSeconds(1),
            RenewDeadline = TimeSpan.FromMilliseconds(800),
            RetryPeriod = TimeSpan.FromMilliseconds(50),
        });
        using var first = Build(Share("one"));
        using var second = Build(Share("two"));
        await first.StartAsync();
        await second.StartAsync();
        var (one, two) = (first.Services.GetRequiredService<ShardMember>(), second.Services.GetRequiredService<ShardMember>());
        var client = first.Services.GetRequiredService<KubeClient>();
        var leases = client.Namespaced<V1Lease>("default");
        await UntilAsync(() => one.Members.Count == 2 && one.IsActing && two.IsActing);
        Assert.Equal(["copiers-one", "copiers-two"], (await leases.ListAsync()).Items.Select(lease => lease.Name).Order());
        var names = Enumerable.Range(0, 8).Select(i => "m" + i).ToArray();
        foreach (var name in names)
            await CreateAsync(client, name, "1");
        foreach (var name in names)
            await client.Namespaced<V1ConfigMap>("default").WaitForAsync(name + "-copy", WaitConditions.Exists<V1ConfigMap>(), TimeSpan.FromSeconds(30));
        Assert.NotEmpty(first.Services.GetRequiredService<ScopeProbe>().Scopes);
        Assert.NotEmpty(second.Services.GetRequiredService<ScopeProbe>().Scopes);

        // One goes; the other mends everything.
        await second.StopAsync();
        await UntilAsync(() => names.All(name => one.Owns(new ObjectKey("default", name))));
        Assert.Equal(["copiers-one"], (await leases.ListAsync()).Items.Select(lease => lease.Name));
        await first.StopAsync();
        Assert.Empty((await leases.ListAsync()).Items);
    }

    [Fact]
    public async Task Leader_election_and_sharding_exclude_each_other()
    {
        using var host = Build(kube => kube
            .AddLeaderElection(new LeaderElectionOptions { LeaseName = "copier", Namespace = "default" })
            .AddSharding(new ShardingOptions { Group = "copiers", Namespace = "default" }));

        await host.StartAsync();
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Single().ExecuteTask!);

        Assert.Contains("AddLeaderElection or AddSharding, not both", e.Message);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
            await Task.Delay(10, patience.Token);
    }

    [Fact]
    public async Task Health_follows_the_caches()
    {
        using var host = Build();
        var health = host.Services.GetRequiredService<HealthCheckService>();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<KubeClient>();
        await CreateAsync(client, "a", "1");
        await client.Namespaced<V1ConfigMap>("default").WaitForAsync("a-copy", WaitConditions.Exists<V1ConfigMap>(), TimeSpan.FromSeconds(30));

        var report = await health.CheckHealthAsync();

        Assert.Equal([("kube-caches", HealthStatus.Healthy), ("kube-watches", HealthStatus.Healthy)], report.Entries.Select(e => (e.Key, e.Value.Status)).Order());
        await host.StopAsync();
    }

    [Fact]
    public async Task Only_the_leader_works_and_the_other_takes_over()
    {
        static Action<KubeHostBuilder> Elect(string name) => kube => kube.AddLeaderElection(new LeaderElectionOptions { LeaseName = "copier", Namespace = "default", Identity = name, RetryPeriod = TimeSpan.FromMilliseconds(100) });
        using var first = Build(Elect("one"));
        using var second = Build(Elect("two"));
        await first.StartAsync();
        var client = first.Services.GetRequiredService<KubeClient>();
        var api = client.Namespaced<V1ConfigMap>("default");
        await CreateAsync(client, "a", "1");
        await api.WaitForAsync("a-copy", WaitConditions.Exists<V1ConfigMap>(), TimeSpan.FromSeconds(30));
        await second.StartAsync();
        await second.Services.GetServices<IController>().Single().Informers.Single().WaitUntilReadyAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(second.Services.GetRequiredService<ScopeProbe>().Scopes);
        await first.StopAsync();

        using var other = _server.CreateClient();
        await CreateAsync(other, "b", "1");
        await other.Namespaced<V1ConfigMap>("default").WaitForAsync("b-copy", WaitConditions.Exists<V1ConfigMap>(), TimeSpan.FromSeconds(30));
        await second.StopAsync();
    }

    [Fact]
    public async Task Controllers_of_one_name_are_refused()
    {
        using var host = Build(kube => kube.AddController<Copier, V1ConfigMap>(controller => controller.With(new ControllerOptions { Name = "copier" })));

        await host.StartAsync();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Single().ExecuteTask!);

        Assert.Contains("2 controllers are named 'copier'", error.Message);
    }

    [Fact]
    public async Task Metrics_and_spans_carry_the_names_that_dashboards_know()
    {
        var measured = new ConcurrentDictionary<string, string>();
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == KubeRuntimeTelemetry.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        void Note<TValue>(Instrument instrument, TValue value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
            measured[instrument.Name] = string.Join(',', tags.ToArray().Select(t => t.Key).Order());
        meters.SetMeasurementEventCallback<long>(Note);
        meters.SetMeasurementEventCallback<int>(Note);
        meters.SetMeasurementEventCallback<double>(Note);
        meters.Start();
        var spans = new ConcurrentQueue<Activity>();
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == KubeRuntimeTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(activities);

        using var host = Build();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<KubeClient>();
        await CreateAsync(client, "a", "1");
        await client.Namespaced<V1ConfigMap>("default").WaitForAsync("a-copy", WaitConditions.Exists<V1ConfigMap>(), TimeSpan.FromSeconds(30));
        meters.RecordObservableInstruments();
        await host.StopAsync();

        Assert.Equal("controller,result", measured["controller_runtime_reconcile_total"]);
        Assert.Equal("controller", measured["controller_runtime_reconcile_time_seconds"]);
        Assert.Equal("controller", measured["controller_runtime_active_workers"]);
        Assert.Equal("controller", measured["controller_runtime_max_concurrent_reconciles"]);
        Assert.Equal("name,priority", measured["workqueue_depth"]);
        Assert.Equal("name", measured["workqueue_adds_total"]);
        Assert.Equal("name", measured["workqueue_queue_duration_seconds"]);
        Assert.Equal("name", measured["workqueue_work_duration_seconds"]);
        Assert.Equal("name", measured["workqueue_unfinished_work_seconds"]);
        Assert.Equal("name", measured["workqueue_longest_running_processor_seconds"]);
        Assert.Equal("kind,watch", measured["kube_runtime_watch_events_total"]);
        Assert.Contains(spans, span => span.OperationName == "reconcile copier" && (string?)span.GetTagItem("kube.name") == "a");
    }
}
