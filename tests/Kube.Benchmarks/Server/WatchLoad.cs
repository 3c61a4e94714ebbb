using System.Collections.Concurrent;
using System.Diagnostics;

namespace Kube.Benchmarks.Server;

/// <summary>Many watchers of one collection while it changes at a steady rate, then as fast as it can be changed.</summary>
internal static class WatchLoad
{
    private const int Watchers = 100;
    private const int Rate = 1_000;
    private const int Seconds = 5;
    private const int Burst = 5_000;
    private const string Namespaces = "/api/v1/namespaces";

    public static async Task RunAsync(string name, Func<HttpClient> connect)
    {
        using var writer = connect();
        await WriteLoad.SendAsync(writer, HttpMethod.Post, Namespaces, "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"watched\"}}"u8.ToArray());
        const string Path = Namespaces + "/watched/configmaps";
        using var reader = connect();
        var sent = new ConcurrentDictionary<int, long>();
        var lags = new double[Watchers];
        var ready = new CountdownEvent(Watchers);
        var steady = Rate * Seconds;
        var watches = Enumerable.Range(0, Watchers).Select(w => Task.Run(async () =>
        {
            using var watch = await reader.GetAsync(Path + "?watch=1", HttpCompletionOption.ResponseHeadersRead);
            using var stream = await watch.Content.ReadAsStreamAsync();
            ready.Signal();
            var buffer = new byte[64 * 1024];
            var (seen, worst) = (0, 0.0);
            while (seen < steady + Burst)
            {
                var read = await stream.ReadAsync(buffer);
                if (read == 0)
                {
                    throw new InvalidOperationException("A watch ended early.");
                }

                seen += buffer.AsSpan(0, read).Count((byte)'\n');
                // The last change that has come is the yardstick: how long ago was it sent?
                if (seen <= steady && sent.TryGetValue(seen - 1, out var at))
                {
                    worst = Math.Max(worst, Stopwatch.GetElapsedTime(at).TotalMilliseconds);
                    lags[w] = worst;
                }
            }
        })).ToList();
        while (!ready.IsSet)
        {
            await Task.Delay(10);
        }

        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < steady; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / Rate);
            if (due - Stopwatch.GetElapsedTime(start) is { } early && early > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(early);
            }

            sent[i] = Stopwatch.GetTimestamp();
            await WriteLoad.SendAsync(writer, HttpMethod.Post, Path, SmallObjects.ConfigMap($"c-{i}", i));
        }

        var taken = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        var next = steady - 1;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < steady + Burst;)
            {
                await WriteLoad.SendAsync(writer, HttpMethod.Post, Path, SmallObjects.ConfigMap($"c-{i}", i));
            }
        })));
        await Task.WhenAll(watches);
        var burst = Stopwatch.GetElapsedTime(start).TotalSeconds;
        ServerSuite.Row(
            $"{name}: {Watchers} watchers, {Rate:N0} changes a second asked for, {Seconds} s: changes a second; processors busy (readers included); slowest event, median and worst watcher",
            $"{steady / taken:N0}; {used / taken:0.00}; {ServerSuite.Median(lags):0} ms, {lags.Max():0} ms");
        ServerSuite.Row($"{name}: {Watchers} watchers, as fast as it goes: changes a second; events delivered a second", $"{Burst / burst:N0}; {Burst * Watchers / burst:N0}");
    }
}
