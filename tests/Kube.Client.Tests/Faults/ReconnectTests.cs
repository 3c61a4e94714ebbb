using Kube.Client.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Kube.Client.Tests.Faults;

public sealed class ReconnectTests
{
    private const int Rounds = 10_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_watches_leave_no_connection_and_no_timer_behind()
    {
        // Every way a watch can end: by the server, by the reader, by cancellation, and by a broken connection.
        await using var server = await TestServer.StartAsync(async context =>
        {
            await context.Line($$"""{"type":"ADDED","object":{{Widget.Json("a")}}}""");
            switch (context.Request.Query["resourceVersion"].ToString())
            {
                case "server": return;
                case "broken":
                    await context.Response.Body.FlushAsync();
                    context.Abort();
                    return;
                default:
                    await context.Response.Body.FlushAsync();
                    await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                    return;
            }
        });
        var time = new ManualTime();
        await using var client = KubeClient.Create(server.Config(), new() { TimeProvider = time, Retry = new() { MaxRetries = 0 } });
        var widgets = client.Namespaced<Widget>("default");
        var events = 0;
        await Parallel.ForAsync(0, Rounds, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Token }, async (round, token) =>
        {
            // Most end as servers end them; the others cost a connection each.
            var way = (round % 20) switch { 0 => "reader", 1 => "cancel", 2 => "broken", _ => "server" };
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(token);
            try
            {
                await foreach (var change in widgets.WatchAsync(new() { ResourceVersion = way }, cancel.Token))
                {
                    Interlocked.Increment(ref events);
                    if (way == "reader") break;
                    if (way == "cancel") await cancel.CancelAsync();
                }
                Assert.Contains(way, new[] { "server", "reader" });
            }
            catch (KubeTransportException) when (way == "broken")
            {
                // As it should be.
            }
            catch (OperationCanceledException) when (way == "cancel")
            {
                // As it should be.
            }
        });

        Assert.InRange(events, Rounds * 19 / 20, Rounds);
        Assert.Equal(0, time.Timers);
        Assert.Equal(Rounds, server.Log.Count);
        // Disposing closes the idle connections and leaves alone those in use: were one left behind, it would stay open.
        await client.DisposeAsync();
        while (server.OpenConnections > 0) await Task.Delay(10, Token);
    }
}
