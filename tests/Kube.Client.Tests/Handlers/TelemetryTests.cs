using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Kube.Testing;

namespace Kube.Client.Tests.Handlers;

/// <summary>Spans and instruments by OpenTelemetry's HTTP conventions, with what Kubernetes adds.</summary>
public sealed class TelemetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Instruments_have_names_units_and_buckets()
    {
        var instruments = new ConcurrentDictionary<string, string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) => { if (instrument.Meter.Name == ClientTelemetry.Name) instruments[instrument.Name] = $"{instrument.GetType().Name} {instrument.Unit}"; },
        };
        ClientTelemetry.Active.Add(0);
        listener.Start();
        Assert.Equal(
        [
            new("kube.client.active_requests", "UpDownCounter`1 {request}"),
            new("kube.client.request.duration", "Histogram`1 s"),
            new("kube.client.request.resends", "Counter`1 {request}"),
        ], instruments.OrderBy(i => i.Key));
        Assert.Equal(60, ClientTelemetry.Duration.Advice!.HistogramBucketBoundaries!.Max());
    }

    [Fact]
    public async Task A_call_that_was_sent_again_says_how_often()
    {
        var script = new ScriptedAnswers();
        script.On("GET", "/version").Fail(503).Fail(503).Answer(200, "{}");
        var span = await SpanAsync("resent.test", script, client => client.RequestBytesAsync(Requests.ServerVersion(), Token));
        Assert.Equal((2, "200", "1.1", null), (span.GetTagItem("http.request.resend_count"), span.GetTagItem("http.response.status_code")?.ToString(), span.GetTagItem("network.protocol.version"), span.GetTagItem("error.type")));
        Assert.Equal(("GET", ActivityStatusCode.Unset), (span.DisplayName, span.Status));
    }

    [Fact]
    public async Task A_call_that_got_no_answer_has_a_type_of_error_that_can_be_counted()
    {
        var script = new ScriptedAnswers();
        script.On("GET", "/version").Throw(() => new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"));
        var span = await SpanAsync("nameless.test", script, client => Assert.ThrowsAsync<KubeTransportException>(() => client.RequestBytesAsync(Requests.ServerVersion(), Token)));
        Assert.Equal(("name_resolution_error", ActivityStatusCode.Error), (span.GetTagItem("error.type"), span.Status));
        Assert.All(Enum.GetValues<HttpRequestError>(), e => Assert.Matches("^([a-z]+(_[a-z]+)+|System.Net.Http.HttpRequestException)$", ClientTelemetry.ErrorType(new HttpRequestException(e, ""))));
    }

    [Fact]
    public async Task The_command_of_an_exec_and_a_users_secret_are_in_no_span()
    {
        var script = new ScriptedAnswers();
        script.On("GET", "/api/v1/namespaces/default/pods/p/exec").Fail(403);
        var span = await SpanAsync("me:secret@quiet.test", script, client => Assert.ThrowsAsync<KubeApiException>(() => client.Pod("default", "p").RunAsync(["login", "--password", "hunter2"], cancellationToken: Token)));
        Assert.Equal(("connect pods/exec", "https://quiet.test/api/v1/namespaces/default/pods/p/exec"), (span.DisplayName, span.GetTagItem("url.full")));
        Assert.DoesNotContain(span.TagObjects, t => t.Value?.ToString() is { } text && (text.Contains("hunter2") || text.Contains("secret")));
    }

    private static async Task<Activity> SpanAsync(string server, ScriptedAnswers script, Func<KubeClient, Task> call)
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ClientTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var client = new KubeClientBuilder(new KubeConfig { Server = new($"https://{server}") })
            .With(new() { Retry = new() { MaxRetries = server.StartsWith("resent") ? 5 : 0, FirstDelay = TimeSpan.FromMilliseconds(1) } }).UseTransport(script.CreateHandler).Build();
        await call(client);
        // Other tests run beside this one: its server's name tells its own.
        return Assert.Single(spans, s => server.EndsWith((string)s.GetTagItem("server.address")!));
    }
}
