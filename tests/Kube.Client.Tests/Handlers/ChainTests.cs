using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Kube.Client.Tests.Servers;
using static Kube.Client.Tests.Handlers.RecordedTransport;

namespace Kube.Client.Tests.Handlers;

public sealed class ChainTests
{
    private static readonly KubeConfig Config = new() { Server = new("https://server.test:6443"), Credentials = new KubeCredentials.Token("t") };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Own_handlers_stand_where_they_are_put_in_the_order_of_the_calls()
    {
        var seen = new List<string>();
        var builder = new KubeClientBuilder(Config).With(new() { Retry = new() { FirstDelay = TimeSpan.FromMilliseconds(1) } })
            .UseTransport(() => new RecordedTransport(() => Answer(503), () => Ok()));
        foreach (var place in Enum.GetValues<HandlerPlace>().Reverse())
            foreach (var name in new[] { "first", "second" }) builder.Use(place, () => new Noting($"{place} {name}", seen));
        await using var client = builder.Build();
        await client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        Assert.Equal(
        [
            "Outermost first", "Outermost second", "BeforeRetry first", "BeforeRetry second",
            "BeforeAuthentication first", "BeforeAuthentication second", "BeforeTransport first Bearer t", "BeforeTransport second Bearer t",
            // The repetition carries the credential of the first attempt until it gets its own.
            "BeforeAuthentication first Bearer t", "BeforeAuthentication second Bearer t", "BeforeTransport first Bearer t", "BeforeTransport second Bearer t",
        ], seen);
    }

    [Fact]
    public async Task Requests_in_flight_are_bounded_until_their_headers_come()
    {
        var gate = new SemaphoreSlim(0);
        var (now, most) = (0, 0);
        var transport = new Waiting(async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await gate.WaitAsync(Token);
            Interlocked.Decrement(ref now);
            return Ok();
        });
        await using var client = new KubeClientBuilder(Config).With(new() { MaxRequestsInFlight = 3 }).UseTransport(() => transport).Build();
        var calls = Enumerable.Range(0, 10).Select(_ => client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token)).ToList();
        while (now < 3) await Task.Yield();
        gate.Release(10);
        await Task.WhenAll(calls);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task A_call_that_waits_before_a_repetition_holds_no_place()
    {
        var time = new ManualTime();
        var transport = new RecordedTransport(() => Answer(429, retryAfter: TimeSpan.FromSeconds(20)), () => Ok());
        await using var client = new KubeClientBuilder(Config).With(new() { TimeProvider = time, MaxRequestsInFlight = 1 }).UseTransport(() => transport).Build();
        var throttled = client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        while (time.Timers < 2) await Task.Yield();
        var other = client.Namespaced<Widget>("default").GetAsync("b", cancellationToken: Token);
        Assert.True(other.IsCompletedSuccessfully);
        time.Advance(TimeSpan.FromSeconds(20));
        await throttled;
        Assert.Equal(["a", "b", "a"], transport.Requests.Select(r => r[^1..]));
    }

    [Fact]
    public async Task The_rate_limit_counts_repetitions()
    {
        var time = new ManualTime();
        var transport = new RecordedTransport(() => Answer(429, retryAfter: TimeSpan.FromSeconds(1)), () => Ok());
        await using var client = new KubeClientBuilder(Config).With(new() { TimeProvider = time, RateLimit = new(PerSecond: 0.1, Burst: 1) }).UseTransport(() => transport).Build();
        var call = client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        while (time.Timers < 2) await Task.Yield();
        time.Advance(TimeSpan.FromSeconds(9));
        while (time.Timers < 2) await Task.Yield();
        Assert.Single(transport.Requests);
        time.Advance(TimeSpan.FromSeconds(1));
        await call;
        Assert.Equal(2, transport.Requests.Count);
    }

    [Fact]
    public void Defaults_are_those_promised()
    {
        var options = new KubeClientOptions();
        Assert.Equal((1024, int.MaxValue, 30, true, null), (options.MaxRequestsInFlight, options.MaxConnections, options.Deadline!.Value.TotalSeconds, options.UseHttp2, options.RateLimit));
        Assert.Equal(System.Security.Authentication.SslProtocols.Tls12 | System.Security.Authentication.SslProtocols.Tls13, options.TlsVersions);
        options.Validate();
    }

    [Fact]
    public async Task The_rate_limit_delays_what_comes_too_fast_and_a_waiting_call_can_be_cancelled()
    {
        var time = new ManualTime();
        var transport = new RecordedTransport(() => Ok());
        await using var client = new KubeClientBuilder(Config).With(new() { TimeProvider = time, RateLimit = new(PerSecond: 1, Burst: 2), Deadline = null }).UseTransport(() => transport).Build();
        var widgets = client.Namespaced<Widget>("default");
        using var cancel = new CancellationTokenSource();
        var calls = Enumerable.Range(0, 3).Select(_ => widgets.GetAsync("a", cancellationToken: Token)).ToList();
        var abandoned = widgets.GetAsync("a", cancellationToken: cancel.Token);
        await Task.WhenAll(calls[0], calls[1]);
        Assert.False(calls[2].IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        time.Advance(TimeSpan.FromSeconds(1));
        await calls[2];
        Assert.Equal(3, transport.Requests.Count);
    }

    [Fact]
    public async Task The_rate_limit_lets_a_burst_through_and_then_so_many_a_second()
    {
        var time = new ManualTime();
        var bucket = new TokenBucket(new(PerSecond: 10, Burst: 3), time);
        for (var round = 0; round < 2; round++)
        {
            var waits = Enumerable.Range(0, 5).Select(_ => bucket.WaitAsync(Token)).ToList();
            Assert.Equal([true, true, true, false, false], waits.Select(w => w.IsCompleted));
            for (var late = 3; late < 5; late++)
            {
                while (time.Timers == 0) await Task.Yield();
                time.Advance(TimeSpan.FromMilliseconds(99));
                Assert.False(waits[late].IsCompleted);
                time.Advance(TimeSpan.FromMilliseconds(1));
                await waits[late];
            }
            time.Advance(TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task Calls_that_gave_up_leave_their_place_to_the_next()
    {
        var time = new ManualTime();
        var transport = new RecordedTransport(() => Ok());
        await using var client = new KubeClientBuilder(Config).With(new() { TimeProvider = time, RateLimit = new(PerSecond: 1, Burst: 1), Deadline = TimeSpan.FromSeconds(5) }).UseTransport(() => transport).Build();
        var widgets = client.Namespaced<Widget>("default");
        var load = Enumerable.Range(0, 100).Select(_ => widgets.GetAsync("a", cancellationToken: Token)).ToList();

        // All at once past their deadline: a hundred places taken in advance would be a hundred seconds.
        time.Advance(TimeSpan.FromSeconds(5));
        foreach (var call in load) await Record.ExceptionAsync(() => call.WaitAsync(TimeSpan.FromSeconds(10), Token));
        Assert.Contains(load, c => c.IsFaulted);
        var next = widgets.GetAsync("a", cancellationToken: Token);
        time.Advance(TimeSpan.FromSeconds(1));
        await next.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    [Fact]
    public async Task A_span_and_a_measurement_tell_verb_resource_and_outcome()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ClientTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var measured = new ConcurrentQueue<KeyValuePair<string, object?>[]>();
        using var meter = new MeterListener
        {
            InstrumentPublished = (instrument, l) => { if (instrument.Name == "kube.client.request.duration") l.EnableMeasurementEvents(instrument); },
        };
        meter.SetMeasurementEventCallback<double>((_, _, tags, _) => measured.Enqueue(tags.ToArray()));
        meter.Start();

        await using var client = new KubeClientBuilder(Config with { Server = new("https://telemetry.test:6443") }).UseTransport(() => new RecordedTransport(() => Answer(404))).Build();
        await Assert.ThrowsAsync<KubeApiException>(() => client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token));

        // Other tests run beside this one: its server's name tells its own.
        var span = Assert.Single(spans, s => s.GetTagItem("server.address") as string == "telemetry.test");
        Assert.Equal(("get widgets", ActivityKind.Client, ActivityStatusCode.Error), (span.DisplayName, span.Kind, span.Status));
        Assert.Equal(
            "GET|telemetry.test|6443|get|demo.example.com|v1|widgets|https://telemetry.test:6443/apis/demo.example.com/v1/namespaces/default/widgets/a|default|a|404|1.1|404",
            string.Join('|', span.TagObjects.Select(t => t.Value)));
        var tags = Assert.Single(measured, m => m.Any(t => t.Value as string == "telemetry.test"));
        Assert.Equal("GET|telemetry.test|6443|get|demo.example.com|v1|widgets|404|1.1|404", string.Join('|', tags.Select(t => t.Value)));
    }

    public static TheoryData<string, KubeClientOptions> BadOptions => new()
    {
        { "Deadline", new() { Deadline = TimeSpan.Zero } },
        { "Deadline must be at most 24 days", new() { Deadline = TimeSpan.MaxValue } },
        { "DiscoveryLifetime", new() { DiscoveryLifetime = TimeSpan.Zero } },
        { "KeepAlivePingDelay", new() { KeepAlivePingDelay = TimeSpan.FromMilliseconds(999) } },
        { "KeepAlivePingTimeout", new() { KeepAlivePingTimeout = TimeSpan.Zero } },
        { "IdleConnectionTimeout", new() { IdleConnectionTimeout = TimeSpan.FromSeconds(-1) } },
        { "UserAgent", new() { UserAgent = " " } },
        { "MaxConnections", new() { MaxConnections = 0 } },
        { "MaxRequestsInFlight", new() { MaxRequestsInFlight = 0 } },
        { "MaxRetries", new() { Retry = new() { MaxRetries = -1 } } },
        { "PerSecond", new() { RateLimit = new(0, 1) } },
        { "PerSecond", new() { RateLimit = new(double.NaN, 1) } },
        { "BudgetPerRequest", new() { Retry = new() { BudgetPerRequest = double.NaN } } },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Options_out_of_range_are_named(string name, KubeClientOptions options) =>
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => KubeClient.Create(Config, options)).Message);

    [Theory]
    [InlineData("X-One", "a\r\nX-Two: b")]
    [InlineData("X-One", "é")]
    [InlineData("X One", "a")]
    [InlineData("", "a")]
    public void Headers_cannot_smuggle_in_others(string name, string value)
    {
        Assert.Throws<ArgumentException>(() => KubeClient.Create(Config, new() { Headers = [new(name, value)] }));
        if (name == "X-One") Assert.Throws<ArgumentException>(() => KubeClient.Create(Config, new() { UserAgent = value }));
    }

    [Fact]
    public void Skipping_verification_contradicts_a_CA() =>
        Assert.Throws<KubeConfigException>(() => KubeClient.Create(Config with { SkipTlsVerify = true, CertificateAuthority = PemSource.FromData("x"u8.ToArray()) }));

    [Fact]
    public async Task Another_deadline_shares_the_connections()
    {
        var transport = new RecordedTransport(() => Ok());
        await using var client = new KubeClientBuilder(Config).UseTransport(() => transport).Build();
        var patient = client.WithDeadline(TimeSpan.FromMinutes(5));
        await patient.DisposeAsync();
        await client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        await patient.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        Assert.Equal(2, transport.Requests.Count);
    }

    private sealed class Noting(string name, List<string> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add($"{name} {request.Headers.Authorization}".Trim());
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Waiting(Func<Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer();
    }
}
