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

    /// <summary><c>json-cold ours|plain</c>, run in a process of its own: prints the time of the first decode by the clock, and its processor time, in ms.</summary>
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
        foreach (var (form, program) in FreshProcess.Forms()) Row($"V1Pod, {form}", program, "ours");
        Row("System.Text.Json, source generator", FreshProcess.Forms().First().Program, "plain");
        Console.WriteLine($"\nKube.Models.dll: {new FileInfo(typeof(V1Pod).Assembly.Location).Length / 1e6:0.00} MB");
    }

    private static void Row(string name, string program, string argument)
    {
        var figures = FreshProcess.Medians(program, Processes, "json-cold", argument);
        Console.WriteLine($"| {name} | {figures[0]:0} ms | {figures[1]:0} ms |");
    }
}
