using System.Collections.Concurrent;
using Kube.Client;
using Kube.Models;
using Kube.Testing;

namespace Kube.Runtime.Tests;

/// <summary>A controller that copies config maps, on real sockets, against a server that fails, cuts, ends and forgets.</summary>
[Trait("Category", "Simulation")]
public class EmbeddedServerSimulation
{
    private static readonly InformerOptions<V1ConfigMap> Sources = Options("role=source");
    private static readonly InformerOptions<V1ConfigMap> Copies = Options("role=copy");

    [Fact]
    public async Task Every_copy_is_right_when_the_faults_have_ended_and_nothing_is_left_behind()
    {
        ProcessLevel? level = null;
        await SimulationSeeds.RunAsync(3, async seed =>
        {
            await SimulateAsync(seed);
            // After the first: what a process makes once stays.
            level ??= ProcessLevel.Now();
        });
        await level!.MustReturnAsync();
    }

    private static InformerOptions<V1ConfigMap> Options(string labels) => new()
    {
        LabelSelector = labels,
        Watcher = new WatcherOptions { PageSize = 3, Backoff = new BackoffPolicy { Initial = TimeSpan.FromMilliseconds(20), Maximum = TimeSpan.FromMilliseconds(200) } },
    };

    private static V1ConfigMap Map(string name, string role, string value) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default", Labels = new Dictionary<string, string> { ["role"] = role } },
        Data = new Dictionary<string, string> { ["value"] = value },
    };

    private static async Task SimulateAsync(int seed)
    {
        var random = new Random(seed);
        await using var server = await EmbeddedApiServer.StartAsync();
        using var token = new RotatedToken(server);
        using var client = KubeClient.Create(token.Config);
        using var user = server.CreateClient();
        var api = client.Namespaced<V1ConfigMap>("default");
        var mine = user.Namespaced<V1ConfigMap>("default");
        var running = new ConcurrentDictionary<ObjectKey, int>();
        var (overlaps, isTroubled) = (0, true);
        using var stop = new CancellationTokenSource();
        var controller = Controller.For(api, Sources)
            .Owns(api, Copies)
            .With(new ControllerOptions { Workers = 4, Queue = new WorkQueueOptions { Backoff = new BackoffPolicy { Maximum = TimeSpan.FromMilliseconds(200) } } })
            .Build(async (source, context, cancellationToken) =>
            {
                if (running.AddOrUpdate(context.Key, 1, static (_, count) => count + 1) > 1)
                    Interlocked.Increment(ref overlaps);
                try
                {
                    // A reconciler that is slow, and one that fails.
                    if (Volatile.Read(ref isTroubled) && Random.Shared.Next(6) is var mood && mood < 2)
                        await (mood == 0 ? Task.Delay(30, cancellationToken) : Task.FromException(new InvalidOperationException("a fault of the reconciler")));
                    var copy = Map(source.Name + "-copy", "copy", source.Data!["value"]).WithController(source);
                    context.Wrote(await api.ApplyAsync(copy, new ApplyParams("copier", Force: true), cancellationToken));
                    return ReconcileResult.Done;
                }
                finally
                {
                    running.AddOrUpdate(context.Key, 0, static (_, count) => count - 1);
                }
            });
        // Leads now and then, as an elector would let it; for good once the faults have ended.
        async Task Terms(Func<CancellationToken, CancellationToken, Task> runTerm, CancellationToken cancellationToken)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                using var loss = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                if (Volatile.Read(ref isTroubled))
                    loss.CancelAfter(Random.Shared.Next(20, 200));
                await runTerm(loss.Token, loss.Token);
            }
        }
        var run = controller.RunAsync(Terms, stop.Token);

        for (var step = 0; step < 60; step++)
        {
            var name = "m" + random.Next(6);
            switch (random.Next(14))
            {
                case 0 or 1 or 2:
                    await QuietlyAsync(() => mine.ApplyAsync(Map(name, "source", "v" + step), new ApplyParams("user", Force: true)));
                    break;
                case 3:
                    await QuietlyAsync(() => mine.DeleteAsync(name));
                    break;
                case 4:
                    await QuietlyAsync(() => mine.DeleteAsync(name + "-copy"));
                    break;
                case 5:
                    server.Faults.FailNext(random.Next(1, 4), new[] { 429, 500, 503, 410 }[random.Next(4)]);
                    break;
                case 6:
                    server.Faults.DropNext(random.Next(1, 3));
                    break;
                case 7:
                    server.Faults.EndWatches();
                    break;
                case 8:
                    // Whatever credential: refused.
                    server.Faults.FailNext(random.Next(1, 4), 401);
                    break;
                case 9:
                    server.Faults.DelayNext(random.Next(1, 3), TimeSpan.FromMilliseconds(random.Next(100)));
                    break;
                case 10:
                    // Connections that stand and say nothing, while the world goes on.
                    using (server.Faults.HoldWatches())
                        await Task.Delay(random.Next(30));
                    break;
                case 11:
                    // Two credentials are good at once; then the old one is not any more, under watches that were opened with it.
                    token.Exchange();
                    await Task.Delay(random.Next(10));
                    token.EndOld();
                    break;
                case 12:
                    await token.ExpireAsync(TimeSpan.FromMilliseconds(random.Next(20)));
                    break;
                default:
                    server.CompactHistory();
                    break;
            }
            await Task.Delay(random.Next(12));
        }

        server.Faults.Clear();
        // The last rotation: whoever still speaks by an older token is refused, now or before, and must come back by the new one.
        token.Exchange();
        token.EndOld();
        server.Faults.EndWatches();
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40)))
            await server.WaitForRequestAsync(request => request.Status == 401, patience.Token);
        Volatile.Write(ref isTroubled, false);
        var start = TimeProvider.System.GetTimestamp();
        for (string? wrong; (wrong = await WrongAsync(mine)) is not null;)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(40), $"{wrong}; work {controller.Work}; {string.Join("; ", controller.Informers.Select(i => i.Health))}");
            await Task.Delay(20);
        }
        await stop.CancelAsync();
        await run;
        Assert.Equal(0, overlaps);
        Assert.Null(controller.Work);
        Assert.DoesNotContain(controller.Informers, informer => informer.IsRunning);
    }

    // The user's own requests meet the faults, too; what matters is what is there in the end.
    private static async Task QuietlyAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (KubeException)
        {
        }
    }

    private static async Task<string?> WrongAsync(Api<V1ConfigMap> api)
    {
        try
        {
            var all = (await api.ListAsync()).Items.Where(map => map.Label("role") is not null).ToDictionary(map => map.Name);
            foreach (var map in all.Values)
            {
                if (map.Label("role") == "source" && (!all.TryGetValue(map.Name + "-copy", out var copy) || copy.Data!["value"] != map.Data!["value"] || !map.Owns(copy)))
                    return $"the copy of {map.Name} is missing or wrong";
            }
            return null;
        }
        catch (KubeException e)
        {
            return e.Message;
        }
    }
}
