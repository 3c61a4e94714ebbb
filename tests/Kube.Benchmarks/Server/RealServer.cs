using System.Diagnostics;
using System.Text.Json;
using Kube.Client;
using Kube.Testing;

namespace Kube.Benchmarks.Server;

/// <summary>What the suite asks of the embedded server, asked of a real etcd and kube-apiserver where <c>KUBEBUILDER_ASSETS</c> has them.</summary>
internal static class RealServer
{
    public static async Task RunAsync(int rounds, int objects)
    {
        if (EnvTest.Unavailable() is { } reason)
        {
            Console.WriteLine($"\nNot beside a real kube-apiserver: {reason}");
            return;
        }

        var version = await StartsAsync(rounds);
        await using (var server = await EnvTest.StartAsync())
        {
            using (var http = ClientCertificates.Connect(server))
            {
                await WriteLoad.RunAsync(http, $"{version}: ", rounds);
            }

            await WatchLoad.RunAsync(version, () => ClientCertificates.Connect(server));
        }

        await MemoryAsync(version, objects);
    }

    /// <summary>How long a control plane takes until it is ready, and until it has a CRD and an object; returns what it calls itself.</summary>
    private static async Task<string> StartsAsync(int rounds)
    {
        var times = new List<(double Start, double Whole, double Stop)>();
        var version = "";
        for (var i = 0; i < rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var server = await EnvTest.StartAsync();
            var started = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            await using (var client = server.CreateClient())
            {
                await SmallObjects.DefineAsync(client);
                await CreateWidgetAsync(client);
                var whole = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                using var answer = JsonDocument.Parse(await client.RequestBytesAsync(Requests.ServerVersion()));
                version = $"a real kube-apiserver {answer.RootElement.GetProperty("gitVersion").GetString()}";
                start = Stopwatch.GetTimestamp();
                await server.DisposeAsync();
                times.Add((started, whole, Stopwatch.GetElapsedTime(start).TotalMilliseconds));
            }
        }

        ServerSuite.Row(
            $"{version} and its etcd: start; start + CRD + one object; stop",
            $"{ServerSuite.Median(times.Select(t => t.Start)):0} ms; {ServerSuite.Median(times.Select(t => t.Whole)):0} ms; {ServerSuite.Median(times.Select(t => t.Stop)):0} ms");
        return version;
    }

    private static async Task CreateWidgetAsync(KubeClient client)
    {
        while (true)
        {
            try
            {
                await SmallObjects.CreateWidgetAsync(client);
                return;
            }
            catch (KubeApiException error) when (error.IsNotFound)
            {
                // A definition is served a moment after it was taken.
                await Task.Delay(TimeSpan.FromMilliseconds(5));
            }
        }
    }

    private static async Task MemoryAsync(string version, int objects)
    {
        await using var server = await EnvTest.StartAsync();
        var before = WorkingSets(server);
        using var http = ClientCertificates.Connect(server);
        var seconds = await WriteLoad.CreateAsync(http, "m", objects, 8);
        var after = WorkingSets(server);
        ServerSuite.Row(
            $"{version}, {objects:N0} config maps: working sets of etcd and kube-apiserver before; with them",
            $"{string.Join(" + ", before.Select(b => $"{b:0}"))} MB; {string.Join(" + ", after.Select(b => $"{b:0}"))} MB");
        ServerSuite.Row($"{version}: making them", $"{objects / seconds:N0} a second");
    }

    private static List<double> WorkingSets(EnvTest server) => [.. server.ProcessIds.Select(id =>
    {
        using var process = Process.GetProcessById(id);
        return process.WorkingSet64 / 1e6;
    })];
}
