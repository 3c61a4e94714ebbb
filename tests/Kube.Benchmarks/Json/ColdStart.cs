using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Kube.Json;
using Kube.Models;

namespace Kube.Benchmarks.Json;

/// <summary>What the very first decode of a process costs: loading the assemblies and compiling the code are in it.</summary>
internal static class ColdStart
{
    private const int Processes = 7;

    /// <summary><c>json-cold ours|plain</c>, run in a process of its own: prints the processor time of the first decode in ms.</summary>
    public static Task RunAsync(string[] args)
    {
        var bytes = new PodBytes(7, managedFields: true).List(1);
        var clock = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        GC.KeepAlive(args is ["plain"] ? JsonSerializer.Deserialize(bytes, PlainContext.Default.PlainPodList)! : (object)KubeJson.Deserialize<KubeList<V1Pod>>(bytes));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalMilliseconds} {(Environment.CpuUsage.TotalTime - before).TotalMilliseconds}"));
        return Task.CompletedTask;
    }

    public static void Report()
    {
        Console.WriteLine("\n| first decode of a process (a list of one pod) | by the clock | processor time |\n|---|---|---|");
        foreach (var (name, argument) in (ReadOnlySpan<(string, string)>)[("V1Pod", "ours"), ("System.Text.Json, source generator", "plain")])
        {
            var runs = Enumerable.Range(0, Processes).Select(_ => Measure(argument)).ToArray();
            Console.WriteLine($"| {name} | {Median(runs.Select(r => r.Clock)):0} ms | {Median(runs.Select(r => r.Processor)):0} ms |");
        }
        Console.WriteLine($"\nKube.Models.dll: {new FileInfo(typeof(V1Pod).Assembly.Location).Length / 1e6:0.00} MB");
    }

    private static (double Clock, double Processor) Measure(string argument)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // Started by the host `dotnet`, the assembly is the first argument; by its own executable, there is none.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(ColdStart).Assembly.Location);
        start.ArgumentList.Add("json-cold");
        start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var parts = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.TrimEntries);
        process.WaitForExit();
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Processes / 2);
}
