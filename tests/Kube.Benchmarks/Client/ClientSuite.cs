using System.Diagnostics;
using System.Globalization;
using Kube.Client;
using Kube.Json;
using Kube.Models;

namespace Kube.Benchmarks.Client;

/// <summary>The client over loopback: a large list beside its parts, a fast watch, small reads, and many waiting calls.</summary>
internal static class ClientSuite
{
    public static async Task RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 7;
        var (server, address) = await LoopbackServer.StartAsync();
        try
        {
            await using var client = KubeClient.Create(new KubeConfig { Server = address, DisableCompression = true });
            Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, medians of {rounds} rounds; the server is a process of its own\n\n| what | figure | aim |\n|---|---|---|");
            await ListAsync(client, address, rounds);
            await WatchAsync<V1Lease>(client, rounds, "lease events of 1 kB", "≥ 50 k/s");
            await WatchAsync<V1Pod>(client, rounds, "pod events of 7 kB", "");
            await PacedWatchAsync(client);
            await SmallGetAsync(client);
            await WaitingAsync(client);
        }
        finally
        {
            server.Kill();
        }
    }

    private static async Task ListAsync(KubeClient client, Uri address, int rounds)
    {
        var bytes = LoopbackServer.ListBytes();
        using var plain = new HttpClient();
        var pods = client.AllNamespaces<V1Pod>();
        var buffer = new byte[128 * 1024];
        var (decode, read, list) = (new Samples(), new Samples(), new Samples());
        for (var round = -1; round < rounds; round++)
        {
            await MeasureAsync(decode, round, () =>
            {
                Keep(KubeJson.Deserialize<KubeList<V1Pod>>(bytes));
                return Task.CompletedTask;
            });
            await MeasureAsync(read, round, async () =>
            {
                await using var stream = await plain.GetStreamAsync(new Uri(address, "api/v1/pods"));
                while (await stream.ReadAsync(buffer) > 0) { }
            });
            await MeasureAsync(list, round, async () => Keep(await pods.ListAsync()));
        }
        Console.WriteLine($"| list of {LoopbackServer.Pods:N0} pods ({bytes.Length / 1e6:0.0} MB) over loopback | {list} | |");
        Console.WriteLine($"| the same bytes decoded from memory | {decode} | |");
        Console.WriteLine($"| the same bytes read over loopback and dropped | {read} | |");
        Console.WriteLine($"| list ÷ (read + decode) | time {list.Time / (read.Time + decode.Time):0.00}, processor {list.Processor / (read.Processor + decode.Processor):0.00} | ≤ 1.30 |");
        Console.WriteLine($"| list ÷ decode | time {list.Time / decode.Time:0.00}, processor {list.Processor / decode.Processor:0.00} | |");
    }

    private static async Task WatchAsync<T>(KubeClient client, int rounds, string what, string aim) where T : class, IResource<T>, INamespaced
    {
        const int Events = 50_000;
        var samples = new Samples();
        for (var round = -1; round < rounds; round++) await MeasureAsync(samples, round, () => CountAsync<T>(client, Events, rate: 0));
        Console.WriteLine($"| watch, {Events:N0} {what} as fast as they come | {samples}: {Events / samples.Time / 1000:0.0} k/s, {Events / samples.Processor / 1000:0.0} k for each second of one core | {aim} |");
    }

    private static async Task PacedWatchAsync(KubeClient client)
    {
        const int Rate = 50_000;
        const int Seconds = 4;
        var samples = new Samples();
        await MeasureAsync(samples, 0, () => CountAsync<V1Lease>(client, Rate * Seconds, Rate));
        Console.WriteLine($"| watch, {Rate:N0} lease events a second for {Seconds} s | done after {samples.Time:0.00} s with {samples.Processor / samples.Time:0.00} cores | {Seconds} s, ≤ 1 core |");
    }

    private static async Task SmallGetAsync(KubeClient client)
    {
        const int Rounds = 5_000;
        var objects = client.For<PartialObjectMetadata>(V1ConfigMap.Type, "default");
        for (var i = 0; i < 500; i++) await objects.GetAsync("a");
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Rounds; i++) await objects.GetAsync("a");
        var time = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Rounds;
        Console.WriteLine($"| small GET, one after the other | {(GC.GetTotalAllocatedBytes(precise: true) - before) / Rounds / 1024.0:0.0} kB allocated, {time:0} µs | < 12 kB |");
    }

    private static async Task WaitingAsync(KubeClient client)
    {
        const int Waiting = 500;
        using var stop = new CancellationTokenSource();
        var maps = client.AllNamespaces<V1ConfigMap>();
        var watches = Enumerable.Range(0, Waiting).Select(async _ =>
        {
            await foreach (var change in maps.WatchAsync(cancellationToken: stop.Token)) throw new InvalidOperationException("Nothing was to come.");
        }).ToList();
        // The pool lets go of threads that have nothing to do only after a while; what counts is that it needs no more of them than of processors.
        await Task.Delay(TimeSpan.FromSeconds(1));
        var threads = ThreadPool.ThreadCount;
        await stop.CancelAsync();
        foreach (var watch in watches) await ((Task)watch).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!watches.All(w => w.IsCanceled)) throw new InvalidOperationException("A watch ended otherwise than by cancellation.");
        Console.WriteLine($"| {Waiting} watches that wait | {threads} threads in the pool | no thread a call |");
    }

    private static async Task CountAsync<T>(KubeClient client, int events, int rate) where T : class, IResource<T>, INamespaced
    {
        var seen = 0;
        await foreach (var change in client.AllNamespaces<T>().WatchAsync(new WatchParams { ResourceVersion = $"{events}x{rate}" }))
            if (change.Object is not null) seen++;
        if (seen != events) throw new InvalidOperationException($"{seen} events of {events} came.");
    }

    private static async Task MeasureAsync(Samples samples, int round, Func<Task> run)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var processor = process.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        await run();
        var time = Stopwatch.GetElapsedTime(start);
        process.Refresh();
        if (round >= 0) samples.Add(time.TotalSeconds, (process.TotalProcessorTime - processor).TotalSeconds);
    }

    private static void Keep(KubeList<V1Pod> list)
    {
        if (list.Items.Count != LoopbackServer.Pods || list.InvalidItems.Count != 0) throw new InvalidOperationException($"{list.Items.Count} pods came.");
    }

    /// <summary>What rounds took: on the clock, and on processors, which others on the machine disturb less.</summary>
    private sealed class Samples
    {
        private readonly List<double> _times = [];
        private readonly List<double> _processors = [];

        public double Time => Median(_times);

        public double Processor => Median(_processors);

        public void Add(double time, double processor)
        {
            _times.Add(time);
            _processors.Add(processor);
        }

        public override string ToString() => $"{Time * 1000:0} ms, {Processor * 1000:0} ms of processor";

        private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
    }
}
