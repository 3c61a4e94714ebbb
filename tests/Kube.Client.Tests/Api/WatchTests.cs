using Kube.Client.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Kube.Client.Tests.Api;

public sealed class WatchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_come_as_they_are_sent_and_the_stream_ends_with_the_servers()
    {
        var go = new SemaphoreSlim(0);
        await using var server = await TestServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Line(Event("ADDED", Widget.Json("a", 1)));
            await context.Response.Body.FlushAsync();
            await go.WaitAsync(Token);
            await context.Line(Event("MODIFIED", Widget.Json("a", 2)));
            await context.Line(Event("BOOKMARK", """{"kind":"Widget","metadata":{"resourceVersion":"12","annotations":{"k8s.io/initial-events-end":"true"}}}"""));
            await context.Line("""{"object":""" + Widget.Json("a", 3) + ""","type":"DELETED"}""");
        });
        await using var client = KubeClient.Create(server.Config());
        var seen = new List<string>();
        await foreach (var change in client.Namespaced<Widget>("default").WatchAsync(new() { ResourceVersion = "5" }, Token))
        {
            seen.Add($"{change.Type} {change.Object?.Size} {change.BookmarkMetadata?.ResourceVersion} {change.EndsInitialEvents}");
            if (seen.Count == 1) go.Release();
        }
        Assert.Equal(["Added 1  False", "Modified 2  False", "Bookmark  12 True", "Deleted 3  False"], seen);
        Assert.Equal(["GET /apis/demo.example.com/v1/namespaces/default/widgets?watch=true&resourceVersion=5&allowWatchBookmarks=true"], server.Log);
    }

    [Fact]
    public async Task An_object_that_does_not_fit_is_an_event_and_the_stream_goes_on()
    {
        var bad = """{"kind":"Widget","metadata":{"name":"bad","namespace":"default","resourceVersion":"7"},"spec":{"size":"many"}}""";
        await using var server = await TestServer.StartAsync(async context =>
        {
            await context.Line(Event("ADDED", bad));
            await context.Line(Event("ADDED", Widget.Json("good", 1)));
        });
        await using var client = KubeClient.Create(server.Config());
        var events = await Collect(client);
        Assert.Equal([WatchEventType.ItemError, WatchEventType.Added], events.Select(e => e.Type));
        var invalid = events[0].InvalidItem!;
        Assert.Equal(("bad", "7", bad), (invalid.Metadata!.Name, events[0].ResourceVersion, invalid.Json.GetRawText()));
        Assert.Equal(WatchEventType.Added, invalid.EventType);
    }

    [Fact]
    public async Task An_error_in_the_stream_is_an_event_with_its_status()
    {
        await using var server = await TestServer.StartAsync(context =>
            context.Line(Event("ERROR", """{"kind":"Status","status":"Failure","reason":"Expired","message":"too old resource version: 1 (9)","code":410}""")));
        await using var client = KubeClient.Create(server.Config());
        var change = Assert.Single(await Collect(client));
        Assert.Equal((WatchEventType.Error, 410, "Expired"), (change.Type, change.Status!.Code, change.Status.Reason));
    }

    [Fact]
    public async Task A_refusal_is_thrown_whole_before_any_event()
    {
        await using var server = await TestServer.StartAsync(context => context.Json("{\n  \"kind\": \"Status\",\n  \"reason\": \"Expired\",\n  \"code\": 410,\n  \"message\": \"too old\"\n}\n", 410));
        await using var client = KubeClient.Create(server.Config());
        var error = await Assert.ThrowsAsync<KubeApiException>(() => Collect(client));
        Assert.True(error.IsGone);
        Assert.Equal("too old", error.Status.Message);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_an_event_is_an_error_not_an_end()
    {
        var seen = new SemaphoreSlim(0);
        await using var server = await TestServer.StartAsync(async context =>
        {
            await context.Line(Event("ADDED", Widget.Json("a")));
            await context.Response.WriteAsync("{\"type\":\"ADD");
            await context.Response.Body.FlushAsync();
            await seen.WaitAsync(Token);
            context.Abort();
        });
        await using var client = KubeClient.Create(server.Config());
        var count = 0;
        var error = await Assert.ThrowsAsync<KubeTransportException>(async () =>
        {
            await foreach (var change in client.Namespaced<Widget>("default").WatchAsync(cancellationToken: Token))
            {
                count++;
                seen.Release();
            }
        });
        Assert.Equal((1, TransportFailure.Broken), (count, error.Failure));
    }

    [Fact]
    public async Task A_line_that_is_no_event_ends_the_watch_with_its_text()
    {
        await using var server = await TestServer.StartAsync(context => context.Line("<html>proxy says no</html>"));
        await using var client = KubeClient.Create(server.Config());
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => Collect(client));
        Assert.Equal(TransportFailure.Protocol, error.Failure);
        Assert.Contains("<html>proxy says no</html>", error.Message);
    }

    [Fact]
    public async Task Silence_beyond_the_limit_is_told_from_cancellation()
    {
        var time = new ManualTime();
        var sent = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(async context =>
        {
            await context.Line(Event("ADDED", Widget.Json("a")));
            await context.Response.Body.FlushAsync();
            await sent.Task;
        });
        await using var client = KubeClient.Create(server.Config(), new() { WatchIdleLimit = TimeSpan.FromMinutes(6), TimeProvider = time });
        var events = client.Namespaced<Widget>("default").WatchAsync(cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True(await events.MoveNextAsync());
        var next = events.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromMinutes(7));
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => next);
        Assert.True(error.IsTimeout);
        Assert.Contains("was silent on a watch for 360 s", error.Message);
        sent.SetResult();
    }

    [Fact]
    public async Task A_slow_consumer_is_no_silent_server()
    {
        var time = new ManualTime();
        var go = new SemaphoreSlim(0);
        await using var server = await TestServer.StartAsync(async context =>
        {
            await context.Line(Event("ADDED", Widget.Json("a")));
            await context.Response.Body.FlushAsync();
            await go.WaitAsync(Token);
            await context.Line(Event("ADDED", Widget.Json("b")));
        });
        await using var client = KubeClient.Create(server.Config(), new() { WatchIdleLimit = TimeSpan.FromMinutes(6), TimeProvider = time });
        await using var events = client.Namespaced<Widget>("default").WatchAsync(cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True(await events.MoveNextAsync());
        time.Advance(TimeSpan.FromMinutes(7));
        go.Release();
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("b", events.Current.Object!.Metadata.Name);
    }

    [Fact]
    public async Task Cancelling_ends_a_silent_watch_at_once_with_the_callers_token()
    {
        await using var server = await TestServer.StartAsync(async context =>
        {
            await context.Line(Event("ADDED", Widget.Json("a")));
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        await using var client = KubeClient.Create(server.Config());
        using var cancel = new CancellationTokenSource();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var change in client.Namespaced<Widget>("default").WatchAsync(cancellationToken: cancel.Token)) await cancel.CancelAsync();
        });
        Assert.Equal(cancel.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Events_larger_than_any_buffer_arrive_whole()
    {
        var large = new string('x', 300_000);
        await using var server = await TestServer.StartAsync(async context =>
        {
            for (var i = 0; i < 3; i++)
                await context.Line(Event("ADDED", $$$"""{"kind":"Widget","metadata":{"name":"w{{{i}}}","annotations":{"big":"{{{large}}}"}},"spec":{"size":{{{i}}} } }"""));
        });
        await using var client = KubeClient.Create(server.Config());
        var events = await Collect(client);
        Assert.Equal([0, 1, 2], events.Select(e => e.Object!.Size));
        Assert.All(events, e => Assert.Equal(large, e.Object!.Metadata.Annotations!["big"]));
    }

    private static string Event(string type, string json) => $$"""{"type":"{{type}}","object":{{json}}}""";

    private static async Task<List<WatchEvent<Widget>>> Collect(KubeClient client)
    {
        var events = new List<WatchEvent<Widget>>();
        await foreach (var change in client.Namespaced<Widget>("default").WatchAsync(cancellationToken: Token)) events.Add(change);
        return events;
    }
}
