using Kube.Client.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Kube.Client.Tests.Pods;

public sealed class LogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_is_read_whole_with_its_parameters()
    {
        await using var server = await TestServer.StartAsync(context => Text(context, "one\ntwo\n"));
        await using var client = KubeClient.Create(server.Config());
        var text = await client.Pod("default", "p").ReadLogAsync(new() { Container = "c", TailLines = 2, Timestamps = true, Previous = true, Since = TimeSpan.FromMinutes(1) }, Token);
        Assert.Equal("one\ntwo\n", text);
        Assert.Equal(["GET /api/v1/namespaces/default/pods/p/log?container=c&previous=true&sinceSeconds=60&timestamps=true&tailLines=2"], server.Log);
        await Assert.ThrowsAsync<ArgumentException>(() => client.Pod("default", "p").ReadLogAsync(new() { Follow = true }, Token));
    }

    [Fact]
    public async Task Lines_come_as_they_are_written_while_a_log_is_followed()
    {
        var go = new SemaphoreSlim(0);
        await using var server = await TestServer.StartAsync(async context =>
        {
            await Text(context, "first\r\nsec");
            await context.Response.Body.FlushAsync();
            await go.WaitAsync(Token);
            await context.Response.WriteAsync("ond\n\nlast without end");
        });
        await using var client = KubeClient.Create(server.Config());
        var lines = new List<string>();
        await foreach (var line in client.Pod("default", "p").ReadLogLinesAsync(new() { Follow = true }, Token))
        {
            if (lines.Count == 0) go.Release();
            lines.Add(line);
        }
        Assert.Equal(["first", "second", "", "last without end"], lines);
    }

    [Fact]
    public async Task A_log_that_breaks_off_is_an_error()
    {
        var seen = new SemaphoreSlim(0);
        await using var server = await TestServer.StartAsync(async context =>
        {
            await Text(context, "one\n");
            await context.Response.Body.FlushAsync();
            await seen.WaitAsync(Token);
            context.Abort();
        });
        await using var client = KubeClient.Create(server.Config());
        var error = await Assert.ThrowsAsync<KubeTransportException>(async () =>
        {
            await foreach (var line in client.Pod("default", "p").ReadLogLinesAsync(new() { Follow = true }, Token)) seen.Release();
        });
        Assert.Equal(TransportFailure.Broken, error.Failure);

        await using var bytes = await client.Pod("default", "p").OpenLogAsync(new() { Follow = true }, Token);
        seen.Release();
        error = await Assert.ThrowsAsync<KubeTransportException>(() => bytes.CopyToAsync(Stream.Null, Token));
        Assert.Equal(TransportFailure.Broken, error.Failure);
    }

    [Fact]
    public async Task A_refusal_is_thrown_before_any_line()
    {
        await using var server = await TestServer.StartAsync(context => context.Status(400, "BadRequest", "container c is waiting to start"));
        await using var client = KubeClient.Create(server.Config());
        var error = await Assert.ThrowsAsync<KubeApiException>(() => client.Pod("default", "p").OpenLogAsync(cancellationToken: Token));
        Assert.Equal("container c is waiting to start", error.Status.Message);
    }

    private static async Task Text(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync(text);
    }
}
