using Kube.Client.Tests.Servers;
using Kube.Models;
using Kube.Testing;

namespace Kube.Client.Tests.Scripting;

public sealed class ScriptedAnswersTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static V1ConfigMap Map(string name, string version = "1") => new() { Metadata = new() { Name = name, Namespace = "default", ResourceVersion = version } };

    [Fact]
    public async Task Answers_come_in_the_order_of_the_script_and_the_last_one_stays()
    {
        var script = new ScriptedAnswers();
        script.On("GET", Maps + "/a").Fail(404).Answer(Map("a", "1")).Answer(Map("a", "2"));
        await using var client = script.CreateClient();
        var maps = client.Namespaced<V1ConfigMap>("default");
        Assert.Null(await maps.GetOrNullAsync("a", cancellationToken: Token));
        Assert.Equal("1", (await maps.GetAsync("a", cancellationToken: Token)).Metadata.ResourceVersion);
        Assert.Equal("2", (await maps.GetAsync("a", cancellationToken: Token)).Metadata.ResourceVersion);
        Assert.Equal("2", (await maps.GetAsync("a", cancellationToken: Token)).Metadata.ResourceVersion);
        Assert.Equal([404, 200, 200, 200], script.Requests.Select(r => r.Status));
        script.RequireAllGiven();
    }

    [Fact]
    public async Task Writes_are_recorded_with_their_bodies_and_refusals_are_the_servers()
    {
        var script = new ScriptedAnswers();
        script.On("POST", Maps).Fail(409, StatusReasons.AlreadyExists, "configmaps \"a\" already exists").On("PATCH", Maps + "/a").Answer(Map("a"));
        await using var client = script.CreateClient();
        var maps = client.Namespaced<V1ConfigMap>("default");
        var error = await Assert.ThrowsAsync<KubeApiException>(() => maps.CreateAsync(Map("a"), cancellationToken: Token));
        Assert.True(error.IsAlreadyExists);
        await maps.PatchAsync("a", Patch.Merge("""{"data":{"k":"v"}}"""), cancellationToken: Token);
        var patch = script.Requests[^1];
        Assert.Equal("PATCH /api/v1/namespaces/default/configmaps/a → 200", patch.ToString());
        Assert.Equal(("application/merge-patch+json", """{"data":{"k":"v"}}"""), (patch.ContentType, System.Text.Encoding.UTF8.GetString(patch.Body.Span)));
    }

    [Fact]
    public async Task A_watch_is_told_from_a_list_by_its_query()
    {
        var script = new ScriptedAnswers();
        script.On("GET", Maps).Answer(new KubeList<V1ConfigMap> { Metadata = new() { ResourceVersion = "7" }, Items = [Map("a")] })
            .On("GET", Maps + "?watch=true").Watch(
                WatchEvent<V1ConfigMap>.Added(Map("b", "8")), WatchEvent<V1ConfigMap>.Bookmark(new() { ResourceVersion = "9" }),
                WatchEvent<V1ConfigMap>.Error(new Status { Outcome = "Failure", Code = 410, Reason = StatusReasons.Expired }));
        await using var client = script.CreateClient();
        var maps = client.Namespaced<V1ConfigMap>("default");
        var list = await maps.ListAsync(cancellationToken: Token);
        Assert.Equal("a", Assert.Single(list.Items).Metadata.Name);
        var seen = new List<string>();
        await foreach (var change in maps.WatchAsync(new() { ResourceVersion = list.Metadata.ResourceVersion }, Token)) seen.Add($"{change.Type} {change.ResourceVersion}{change.Status?.Code}");
        Assert.Equal(["Added 8", "Bookmark 9", "Error 410"], seen);
    }

    [Fact]
    public async Task Overload_faults_and_silence_are_met_as_from_a_server()
    {
        var time = new ManualTime();
        var script = new ScriptedAnswers();
        script.On("GET", Maps + "/a").Fail(429, retryAfter: TimeSpan.FromSeconds(3)).Answer(Map("a"))
            .On("GET", Maps + "/b").Hang()
            .On("GET", Maps + "/c").Throw(() => new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"));
        await using var client = script.CreateClient(new() { TimeProvider = time });
        var maps = client.Namespaced<V1ConfigMap>("default");
        var patient = maps.GetAsync("a", cancellationToken: Token);
        while (!patient.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        Assert.Equal("a", (await patient).Metadata.Name);
        var silent = maps.GetAsync("b", cancellationToken: Token);
        while (!silent.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        Assert.True((await Assert.ThrowsAsync<KubeTransportException>(() => silent)).IsTimeout);
        await using var hasty = script.CreateClient(new() { Retry = new() { MaxRetries = 0 } });
        Assert.Equal(TransportFailure.NameResolution, (await Assert.ThrowsAsync<KubeTransportException>(() => hasty.Namespaced<V1ConfigMap>("default").GetAsync("c", cancellationToken: Token))).Failure);
    }

    [Fact]
    public async Task What_the_script_does_not_know_and_what_is_left_over_fail_the_test_by_name()
    {
        var script = new ScriptedAnswers();
        script.On("GET", Maps + "/a").Answer(Map("a")).Answer(Map("a"));
        await using var client = script.CreateClient();
        var maps = client.Namespaced<V1ConfigMap>("default");
        var unknown = await Assert.ThrowsAsync<InvalidOperationException>(() => maps.ListAsync(new() { Limit = 1 }, Token));
        Assert.Equal("The script has no answer to GET /api/v1/namespaces/default/configmaps?limit=1; it has: GET /api/v1/namespaces/default/configmaps/a.", unknown.Message);
        await maps.GetAsync("a", cancellationToken: Token);
        Assert.Equal("Answers that nobody asked for: GET /api/v1/namespaces/default/configmaps/a: 1.", Assert.Throws<InvalidOperationException>(script.RequireAllGiven).Message);
    }
}
