using Kube.Client;
using Kube.Models;
using Kube.Testing;

namespace Kube.Runtime.Tests;

public sealed class WaitForTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private EmbeddedApiServer _server = null!;
    private KubeClient _client = null!;
    private Api<V1ConfigMap> _api = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await EmbeddedApiServer.StartAsync();
        _client = _server.CreateClient();
        _api = _client.Namespaced<V1ConfigMap>("default");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private Task<V1ConfigMap> CreateAsync(string phase = "new") =>
        _api.CreateAsync(new V1ConfigMap { Metadata = new ObjectMeta { Name = "a", Namespace = "default" }, Data = new Dictionary<string, string> { ["phase"] = phase } });

    [Fact]
    public async Task Waits_until_an_object_appears()
    {
        var wait = _api.WaitForAsync("a", WaitConditions.Exists<V1ConfigMap>(), Patience);
        await Task.Yield();
        Assert.False(wait.IsCompleted);
        await CreateAsync();

        Assert.Equal("a", (await wait)!.Metadata.Name);
    }

    [Fact]
    public async Task Waits_for_a_value_at_a_path()
    {
        await CreateAsync();
        var wait = _api.WaitForAsync("a", WaitConditions.Path<V1ConfigMap>(".data.phase", "ready"), Patience);
        await _api.PatchAsync("a", Patch.Merge("""{"data":{"phase":"ready"}}"""));

        Assert.Equal("ready", (await wait)!.Data!["phase"]);
    }

    [Fact]
    public async Task Another_object_of_the_same_name_counts_as_gone()
    {
        var first = await CreateAsync();
        await _api.DeleteAsync("a");
        await CreateAsync();

        await _api.WaitUntilDeletedAsync(first, Patience);
        await Assert.ThrowsAsync<TimeoutException>(() => _api.WaitForAsync("a", WaitConditions.Deleted<V1ConfigMap>(), TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task A_time_out_says_what_was_waited_for_and_what_there_was()
    {
        var map = await CreateAsync();

        var error = await Assert.ThrowsAsync<TimeoutException>(() => _api.WaitForAsync("a", WaitConditions.Path<V1ConfigMap>(".data.phase", "ready"), TimeSpan.FromMilliseconds(300)));

        Assert.Equal($"Waited 00:00:00.3000000 for ConfigMap 'a' .data.phase=ready; it is at version {map.Metadata.ResourceVersion}.", error.Message);
    }

    [Fact]
    public async Task A_time_out_names_the_fault_that_stood_in_the_way()
    {
        var type = new ResourceType("nowhere.io", "v1", "Nothing", "nothings", ResourceScope.Namespaced);

        var error = await Assert.ThrowsAsync<TimeoutException>(() => _client.For<DynamicResource>(type, "default").WaitForAsync("a", WaitConditions.Exists<DynamicResource>(), TimeSpan.FromMilliseconds(300)));

        Assert.Contains("The watch fails: 404", error.Message);
    }

    [Fact]
    public void Conditions_combine_and_describe_themselves()
    {
        var both = WaitConditions.Exists<V1ConfigMap>() & !WaitConditions.Path<V1ConfigMap>(".data.phase", "bad");

        Assert.Equal("(to exist and not .data.phase=bad)", both.Description);
        Assert.False(both.IsMet(null));
    }

    [Fact]
    public void A_condition_of_an_older_generation_does_not_count()
    {
        static DynamicResource At(long generation, long observed) => DynamicResource.Parse(
            $$$"""{"apiVersion":"example.com/v1","kind":"X","metadata":{"name":"a","generation":{{{generation}}}},"status":{"conditions":[{"type":"Ready","status":"True","observedGeneration":{{{observed}}}}]}}""");
        var ready = WaitConditions.Condition<DynamicResource>("Ready");

        Assert.Equal([false, true], [ready.IsMet(At(2, 1)), ready.IsMet(At(2, 2))]);
        Assert.False(WaitConditions.Condition<DynamicResource>("Other").IsMet(At(1, 1)));
    }

    [Theory]
    [InlineData(".status.phase", "/status/phase")]
    [InlineData("{.status.phase}", "/status/phase")]
    [InlineData("$.status.ingress[0].ip", "/status/ingress/0/ip")]
    [InlineData(".metadata.labels['example.com/a.b']", "/metadata/labels/example.com~1a.b")]
    public void Paths_are_read_as_kubectl_reads_them(string path, string pointer) => Assert.Equal(pointer, FieldPath.ToPointer(path).ToString());

    [Theory]
    [InlineData("status")]
    [InlineData(".status..phase")]
    [InlineData(".items[*]")]
    [InlineData(".items[0")]
    [InlineData(".")]
    public void Other_paths_are_refused(string path) => Assert.Contains(path, Assert.Throws<FormatException>(() => FieldPath.ToPointer(path)).Message);
}
