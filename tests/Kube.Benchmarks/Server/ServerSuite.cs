using System.Diagnostics;
using System.Globalization;
using Kube.Testing;

namespace Kube.Benchmarks.Server;

/// <summary>The embedded API server: start, writes, watches, memory; beside a real kube-apiserver where <c>KUBEBUILDER_ASSETS</c> has one.</summary>
internal static class ServerSuite
{
    private const int Objects = 100_000;

    /// <param name="args">Rounds (default 5), then the parts: <c>start writes watch memory real</c>; none means all.</param>
    public static async Task RunAsync(string[] args)
    {
        var rounds = args.Length > 0 && int.TryParse(args[0], CultureInfo.InvariantCulture, out var number) ? number : 5;
        var parts = args.Where(a => !int.TryParse(a, CultureInfo.InvariantCulture, out _)).ToHashSet(StringComparer.Ordinal);
        bool Has(string part) => parts.Count == 0 || parts.Contains(part);
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, medians of {rounds} rounds");
        Console.WriteLine("\n| what | figure |\n|---|---|");
        if (Has("start"))
        {
            await StartAsync(rounds);
        }

        if (Has("writes"))
        {
            await WritesAsync(rounds);
        }

        if (Has("watch"))
        {
            await using var server = await EmbeddedApiServer.StartAsync();
            await WatchLoad.RunAsync("embedded, loopback", () => new HttpClient { BaseAddress = server.Address });
        }

        if (Has("memory"))
        {
            await MemoryAsync();
        }

        if (Has("real"))
        {
            await RealServer.RunAsync(rounds, Objects);
        }
    }

    private static async Task StartAsync(int rounds)
    {
        var http = new List<(double Start, double Whole)>();
        var https = new List<(double Start, double Whole)>();
        for (var i = 0; i < rounds * 4; i++)
        {
            http.Add(await FirstServer.FreshAsync(useHttps: false));
            https.Add(await FirstServer.FreshAsync(useHttps: true));
        }

        FirstServer.Report(rounds | 1);
        Row("a further server: start; start + CRD + one object", $"{Median(http.Select(h => h.Start)):0.0} ms; {Median(http.Select(h => h.Whole)):0.0} ms");
        Row("the same over HTTPS", $"{Median(https.Select(h => h.Start)):0.0} ms; {Median(https.Select(h => h.Whole)):0.0} ms");
    }

    private static async Task WritesAsync(int rounds)
    {
        await using var server = await EmbeddedApiServer.StartAsync();
        foreach (var (name, http) in new[]
        {
            ("without a socket", new HttpClient(server.CreateHandler()) { BaseAddress = server.Address }),
            ("over loopback", new HttpClient { BaseAddress = server.Address }),
        })
        {
            using (http)
            {
                await WriteLoad.RunAsync(http, name + " ", rounds);
            }
        }
    }

    private static async Task MemoryAsync()
    {
        var before = Live();
        await using var server = await EmbeddedApiServer.StartAsync();
        using var http = new HttpClient(server.CreateHandler()) { BaseAddress = server.Address };
        var seconds = await WriteLoad.CreateAsync(http, "m", Objects, 8);
        var held = Live() - before;
        Row($"{Objects:N0} config maps: live memory; working set of the process", $"{held / 1e6:0} MB ({held / Objects:N0} bytes each); {Environment.WorkingSet / 1e6:0} MB");
        Row("making them, without a socket", $"{Objects / seconds:N0} a second");
    }

    public static void Row(string what, string figure) => Console.WriteLine($"| {what} | {figure} |");

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static long Live()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
