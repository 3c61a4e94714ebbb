using Kube.Client;
using Kube.Models;
using Kube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kube.Runtime.Tests;

public sealed class FinalizerTests : IAsyncLifetime
{
    private const string Name = "example.com/cleanup";
    private readonly List<string> _log = [];
    private Func<IKubeObject, bool>? _isBefore;
    private EmbeddedApiServer _server = null!;
    private KubeClient _client = null!;
    private Api<V1ConfigMap> _api = null!;
    private Finalizer<V1ConfigMap> _finalizer = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await EmbeddedApiServer.StartAsync();
        _client = _server.CreateClient();
        _api = _client.Namespaced<V1ConfigMap>("default");
        _finalizer = new Finalizer<V1ConfigMap>(_client.AllNamespaces<V1ConfigMap>(), Name);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private Task<V1ConfigMap> CreateAsync(params string[] finalizers) =>
        _api.CreateAsync(new V1ConfigMap { Metadata = new ObjectMeta { Name = "a", Namespace = "default", Finalizers = finalizers.Length == 0 ? null : finalizers } });

    private ValueTask<ReconcileResult> RunAsync(V1ConfigMap map, ReconcileResult? cleanUp = null)
    {
        var context = new ReconcileContext(new ReconcileScope("test", NullLogger.Instance, TimeProvider.System, Wrote), ObjectKey.Of(map), default, 0);
        return _finalizer.RunAsync(
            map,
            context,
            (held, _) =>
            {
                _log.Add($"reconcile {(held.HasFinalizer(Name) ? "held" : "free")}");
                return new(ReconcileResult.AwaitChange);
            },
            (_, _) =>
            {
                _log.Add("clean up");
                return new(cleanUp ?? ReconcileResult.Done);
            },
            CancellationToken.None);
    }

    private void Wrote(ObjectKey key, IKubeObject written, Func<IKubeObject, bool>? isBefore)
    {
        _log.Add("wrote");
        _isBefore = isBefore;
    }

    private async Task<string> FinalizersAsync() =>
        await _api.GetOrNullAsync("a") is { } live ? string.Join(' ', live.Metadata.Finalizers ?? []) : "gone";

    [Theory]
    [InlineData(false, false, "Add")]
    [InlineData(true, false, "Reconcile")]
    [InlineData(true, true, "CleanUp")]
    [InlineData(false, true, "Leave")]
    public void The_table_has_four_cells(bool hasFinalizer, bool isDeleting, string step) =>
        Assert.Equal(step, FinalizerTable.Next(hasFinalizer, isDeleting).ToString());

    [Fact]
    public async Task An_object_is_held_before_its_work_is_done_and_other_finalizers_stay()
    {
        var result = await RunAsync(await CreateAsync("other.io/x"));

        Assert.Equal(ReconcileResult.AwaitChange, result);
        Assert.Equal(["wrote", "reconcile held"], _log);
        Assert.Equal("other.io/x example.com/cleanup", await FinalizersAsync());
    }

    [Fact]
    public async Task An_object_that_is_held_is_worked_on_without_a_write()
    {
        await RunAsync(await CreateAsync(Name));

        Assert.Equal(["reconcile held"], _log);
    }

    [Fact]
    public async Task An_object_that_is_to_go_is_cleaned_up_and_released()
    {
        var map = await CreateAsync(Name);
        await _api.DeleteAsync("a");

        var result = await RunAsync((await _api.GetOrNullAsync("a"))!);

        Assert.Equal(ReconcileResult.Done, result);
        Assert.Equal(["clean up", "wrote"], _log);
        Assert.Equal("gone", await FinalizersAsync());
    }

    [Fact]
    public async Task The_next_run_waits_for_a_cache_without_the_released_object()
    {
        await CreateAsync(Name);
        await _api.DeleteAsync("a");
        var cached = (await _api.GetOrNullAsync("a"))!;

        await RunAsync(cached);

        var anew = await CreateAsync(Name);
        Assert.True(_isBefore!(cached));
        Assert.True(_isBefore(cached with { Metadata = cached.Metadata with { ResourceVersion = "1", Labels = anew.Metadata.Labels } }));
        Assert.False(_isBefore(cached with { Metadata = cached.Metadata with { Finalizers = ["other.io/x"] } }));
        Assert.False(_isBefore(anew));
    }

    [Fact]
    public async Task An_unfinished_clean_up_keeps_the_object()
    {
        await CreateAsync(Name);
        await _api.DeleteAsync("a");

        var result = await RunAsync((await _api.GetOrNullAsync("a"))!, ReconcileResult.RequeueAfter(TimeSpan.FromSeconds(5)));

        Assert.Equal(ReconcileResult.RequeueAfter(TimeSpan.FromSeconds(5)), result);
        Assert.Equal(Name, await FinalizersAsync());
    }

    [Fact]
    public async Task An_object_that_goes_and_waits_for_others_is_left_alone()
    {
        await CreateAsync("other.io/x");
        await _api.DeleteAsync("a");

        Assert.Equal(ReconcileResult.Done, await RunAsync((await _api.GetOrNullAsync("a"))!));
        Assert.Empty(_log);
        Assert.Equal("other.io/x", await FinalizersAsync());
    }

    [Fact]
    public async Task A_stale_cache_cannot_hold_an_object_that_has_changed()
    {
        var stale = await CreateAsync();
        await _api.PatchAsync("a", Patch.Merge("""{"metadata":{"finalizers":["other.io/x"]}}"""));

        Assert.Equal(ReconcileResult.Retry, await RunAsync(stale));
        Assert.Empty(_log);
        Assert.Equal("other.io/x", await FinalizersAsync());
    }

    [Fact]
    public async Task A_stale_cache_does_not_stop_the_release_and_undoes_nothing()
    {
        await CreateAsync(Name, "other.io/x");
        await _api.DeleteAsync("a");
        var stale = (await _api.GetOrNullAsync("a"))!;
        await _api.PatchAsync("a", Patch.Merge("""{"data":{"k":"v"}}"""));

        Assert.Equal(ReconcileResult.Done, await RunAsync(stale));
        Assert.Equal("other.io/x", await FinalizersAsync());
    }

    [Fact]
    public async Task A_stale_cache_cannot_release_an_object_that_was_created_anew()
    {
        await CreateAsync(Name);
        await _api.DeleteAsync("a");
        var stale = (await _api.GetOrNullAsync("a"))!;
        await RunAsync(stale);
        await CreateAsync(Name);
        _log.Clear();

        Assert.Equal(ReconcileResult.Done, await RunAsync(stale));
        Assert.Equal(Name, await FinalizersAsync());
    }

    [Theory]
    [InlineData("cleanup")]
    [InlineData("/cleanup")]
    [InlineData("nodomain/cleanup")]
    [InlineData("example.com/a/b")]
    public void A_name_that_servers_refuse_is_refused_at_once(string name) =>
        Assert.Contains("is no finalizer", Assert.Throws<ArgumentException>(() => new Finalizer<V1ConfigMap>(_api, name)).Message);
}
