namespace Kube.Runtime.Tests;

[Trait("Category", "Simulation")]
public class LeaderElectionSimulation
{
    [Fact]
    public Task Two_replicas_never_lead_at_once_and_one_leads_when_the_faults_end() => SimulationSeeds.RunAsync(10, SimulateAsync);

    private static async Task SimulateAsync(int seed)
    {
        var random = new Random(seed);
        var time = new VirtualTimeProvider();
        var lease = new FakeLease(time, new Random(seed + 1));
        using var stop = new CancellationTokenSource();
        var replicas = Enumerable.Range(0, 3).Select(i =>
        {
            // Rates differ by up to 1.15 / 0.85, less than the allowed 15 / 10.
            var clock = new DriftingClock(time, 0.85 + 0.3 * random.NextDouble());
            var link = lease.For("r" + i);
            var elector = new LeaderElector(link, new LeaderElectionOptions { LeaseName = "l", Namespace = "n", Identity = "r" + i }, clock, new Random(seed * 31 + i));
            return (Clock: clock, Link: link, Elector: elector);
        }).ToArray();
        var tokens = new List<long>();
        var runs = replicas.Select(replica => Task.Run(() => replica.Elector.RunAsync(
            async term =>
            {
                lock (tokens)
                    tokens.Add(term.FencingToken);
                using var end = CancellationTokenSource.CreateLinkedTokenSource(term.Token, stop.Token);
                await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            },
            stop.Token))).ToArray();

        async Task StepAsync()
        {
            await VirtualTimeProvider.SettleAsync();
            Assert.True(replicas.Count(r => r.Elector.Term is not null) <= 1, $"two leaders at {time.Elapsed}: {string.Join(' ', replicas.Where(r => r.Elector.Term is not null).Select(r => r.Link.Replica))}");
            time.AdvanceTo(Min(time.NextTimer ?? TimeSpan.MaxValue, time.Elapsed + TimeSpan.FromMilliseconds(random.Next(1, 700))));
        }

        while (time.Elapsed < TimeSpan.FromMinutes(4))
        {
            if (random.Next(12) == 0)
            {
                var replica = replicas[random.Next(replicas.Length)];
                switch (random.Next(4))
                {
                    case 0:
                        replica.Link.IsParted = !replica.Link.IsParted;
                        break;
                    case 1:
                        replica.Link.Latency = TimeSpan.FromSeconds(random.NextDouble() * 6);
                        break;
                    case 2:
                        replica.Link.LossRate = random.NextDouble() * 0.6;
                        break;
                    default:
                        replica.Clock.Jump = TimeSpan.FromSeconds(random.Next(-100_000, 100_000));
                        break;
                }
            }
            await StepAsync();
        }
        foreach (var (_, link, _) in replicas)
            (link.IsParted, link.Latency, link.LossRate) = (false, TimeSpan.Zero, 0);
        var calm = time.Elapsed;
        while (replicas.All(r => r.Elector.Term is null) || time.Elapsed < calm + TimeSpan.FromSeconds(10))
        {
            Assert.True(time.Elapsed < calm + TimeSpan.FromMinutes(2), "nobody leads two minutes after the faults ended");
            await StepAsync();
        }
        await stop.CancelAsync();
        await time.RunUntilAsync(() => runs.All(run => run.IsCompleted));
        Assert.Equal(tokens.Distinct().Order(), tokens);
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
