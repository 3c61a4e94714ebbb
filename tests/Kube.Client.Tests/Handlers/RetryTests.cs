using Kube.Client.Tests.Servers;
using static Kube.Client.Tests.Handlers.RecordedTransport;

namespace Kube.Client.Tests.Handlers;

public sealed class RetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly Widget Versioned = new() { Metadata = new() { Name = "a", ResourceVersion = "5" } };

    private static readonly Dictionary<string, Func<Api<Widget>, Task>> Calls = new()
    {
        ["get"] = api => api.GetAsync("a", cancellationToken: Token),
        ["list"] = api => api.ListAsync(cancellationToken: Token),
        ["create"] = api => api.CreateAsync(Widget.Named("a"), cancellationToken: Token),
        ["create with generateName"] = api => api.CreateAsync(new Widget { Metadata = new() { GenerateName = "a-" } }, cancellationToken: Token),
        ["replace"] = api => api.ReplaceAsync(Widget.Named("a"), cancellationToken: Token),
        ["replace of one version"] = api => api.ReplaceAsync(Versioned, cancellationToken: Token),
        ["replace of one version's status"] = api => api.ReplaceStatusAsync(Versioned, cancellationToken: Token),
        ["merge patch of one version"] = api => api.PatchAsync("a", Patch.Merge("""{"metadata":{"resourceVersion":"5"}}"""), cancellationToken: Token),
        ["apply"] = api => api.ApplyAsync(Widget.Named("a"), new("m"), Token),
        ["merge patch"] = api => api.PatchAsync("a", Patch.Merge("{}"), cancellationToken: Token),
        ["JSON patch"] = api => api.PatchAsync("a", Patch.Json(JsonPatchOperation.Remove(JsonPointer.Parse("/x"))), cancellationToken: Token),
        ["delete"] = api => api.DeleteAsync("a", cancellationToken: Token),
        ["delete of one UID"] = api => api.DeleteAsync("a", new() { Preconditions = new() { Uid = "u" } }, Token),
        ["delete collection"] = api => api.DeleteCollectionAsync(new(), cancellationToken: Token),
    };

    private static readonly Dictionary<string, Func<HttpResponseMessage>> Failures = new()
    {
        ["429"] = () => Answer(429),
        ["500"] = () => Answer(500),
        ["500 with Retry-After"] = () => Answer(500, retryAfter: TimeSpan.FromMilliseconds(1)),
        ["502"] = () => Answer(502),
        ["503"] = () => Answer(503),
        ["504"] = () => Answer(504),
        ["409"] = () => Answer(409),
        ["connection refused"] = Throws(HttpRequestError.ConnectionError),
        ["name not resolved"] = Throws(HttpRequestError.NameResolutionError),
        ["connecting took too long"] = () => throw new TaskCanceledException("made up", new TimeoutException()),
        ["TLS failed"] = Throws(HttpRequestError.SecureConnectionError),
        ["connection broke"] = Throws(HttpRequestError.ResponseEnded),
    };

    // Which failures are repeated for which call: the promise of the documentation, in full.
    private static readonly string[] Always = ["429", "connection refused", "name not resolved", "connecting took too long"];
    private static readonly string[] WhereHarmless = ["500 with Retry-After", "502", "503", "504", "connection broke"];
    private static readonly string[] Harmless = ["get", "list", "replace", "apply", "merge patch", "delete of one UID"];

    public static TheoryData<string, string> Matrix
    {
        get
        {
            var matrix = new TheoryData<string, string>();
            foreach (var call in Calls.Keys)
                foreach (var failure in Failures.Keys) matrix.Add(call, failure);
            return matrix;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task A_failure_is_repeated_only_where_that_cannot_do_the_work_twice(string call, string failure)
    {
        var repeats = Always.Contains(failure) || (WhereHarmless.Contains(failure) && Harmless.Contains(call));
        var transport = new RecordedTransport(Failures[failure], () => Ok());
        await using var client = Client(transport);
        var api = client.Namespaced<Widget>("default");
        if (repeats) await Calls[call](api);
        else await Assert.ThrowsAnyAsync<KubeException>(() => Calls[call](api));
        Assert.Equal(repeats ? 2 : 1, transport.Requests.Count);
    }

    [Fact]
    public async Task An_update_whose_answer_is_lost_is_not_done_twice()
    {
        var transport = new RecordedTransport(() => Ok("""{"metadata":{"name":"a","resourceVersion":"5"},"spec":{"size":1}}"""), Throws(HttpRequestError.ResponseEnded), () => Answer(409), () => Ok());
        await using var client = Client(transport);
        await Assert.ThrowsAsync<KubeTransportException>(() => client.Namespaced<Widget>("default").UpdateAsync("a", w => w with { Size = w.Size + 1 }, cancellationToken: Token));
        Assert.Equal(2, transport.Requests.Count);
    }

    [Fact]
    public async Task Retry_After_is_waited_for_even_when_it_is_long()
    {
        var time = new ManualTime();
        var transport = new RecordedTransport(() => Answer(429, retryAfter: TimeSpan.FromSeconds(20)), () => Ok());
        await using var client = Client(transport, new() { TimeProvider = time });
        var call = client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        while (time.Timers < 2) await Task.Yield();
        time.Advance(TimeSpan.FromSeconds(19));
        Assert.Single(transport.Requests);
        time.Advance(TimeSpan.FromSeconds(1));
        await call;
        Assert.Equal(2, transport.Requests.Count);
    }

    [Fact]
    public async Task A_Retry_After_beyond_the_deadline_gives_the_servers_answer_at_once()
    {
        var transport = new RecordedTransport(() => Answer(429, retryAfter: TimeSpan.FromSeconds(31)));
        await using var client = Client(transport);
        var error = await Assert.ThrowsAsync<KubeApiException>(() => client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token));
        Assert.Equal((TimeSpan.FromSeconds(31), 1), (error.RetryAfter, transport.Requests.Count));
    }

    [Fact]
    public async Task Repetitions_end_and_the_last_answer_is_thrown()
    {
        var transport = new RecordedTransport(() => Answer(503, """{"kind":"Status","message":"etcd is away","code":503}"""));
        await using var client = Client(transport, new() { Retry = new() { MaxRetries = 3, FirstDelay = TimeSpan.FromMilliseconds(1) } });
        var error = await Assert.ThrowsAsync<KubeApiException>(() => client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token));
        Assert.Equal(("etcd is away", 4), (error.Status.Message, transport.Requests.Count));
    }

    [Fact]
    public async Task The_budget_bounds_the_repetitions_of_all_requests_together()
    {
        var transport = new RecordedTransport(() => Answer(503));
        await using var client = Client(transport, new() { Retry = new() { MaxRetries = 5, FirstDelay = TimeSpan.FromMilliseconds(1), Budget = 10, BudgetPerRequest = 0 } });
        for (var i = 0; i < 20; i++)
            await Assert.ThrowsAsync<KubeApiException>(() => client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token));
        Assert.Equal(20 + 10, transport.Requests.Count);
    }

    [Fact]
    public async Task An_eviction_that_a_budget_forbids_is_not_repeated()
    {
        var transport = new RecordedTransport(() => Answer(429, """{"kind":"Status","reason":"TooManyRequests","code":429,"message":"Cannot evict pod"}"""));
        await using var client = Client(transport);
        await Assert.ThrowsAsync<KubeApiException>(() => client.RequestBytesAsync(Requests.Evict("default", "p"), Token));
        Assert.Single(transport.Requests);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_before_a_repetition()
    {
        var time = new ManualTime();
        var transport = new RecordedTransport(() => Answer(429, retryAfter: TimeSpan.FromSeconds(20)));
        await using var client = Client(transport, new() { TimeProvider = time });
        using var cancel = new CancellationTokenSource();
        var call = client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: cancel.Token);
        while (time.Timers < 2) await Task.Yield();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(0, time.Timers);
    }

    private static KubeClient Client(RecordedTransport transport, KubeClientOptions? options = null) => new KubeClientBuilder(new KubeConfig { Server = new("https://server.test") })
        .With(options ?? new() { Retry = new() { FirstDelay = TimeSpan.FromMilliseconds(1) } })
        .UseTransport(() => transport)
        .Build();
}
