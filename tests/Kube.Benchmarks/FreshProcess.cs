using System.Diagnostics;
using System.Globalization;

namespace Kube.Benchmarks;

/// <summary>Runs what only the first use in a process costs, in processes of their own.</summary>
internal static class FreshProcess
{
    /// <summary>This program, and the same with our assemblies compiled ahead, where the build made that.</summary>
    public static IEnumerable<(string Name, string Program)> Forms()
    {
        yield return ("our assemblies as IL", typeof(FreshProcess).Assembly.Location);
        var ahead = Path.Combine(AppContext.BaseDirectory, "ready-to-run", "Kube.Benchmarks.dll");
        if (File.Exists(ahead))
            yield return ("our assemblies compiled ahead, as in the packages", ahead);
    }

    /// <summary>The medians of the figures that the program prints, each for itself.</summary>
    /// <param name="program">One of <see cref="Forms"/>.</param>
    /// <param name="processes">How many processes; odd.</param>
    /// <param name="arguments">What the program is to do: one line of figures.</param>
    public static double[] Medians(string program, int processes, params string[] arguments)
    {
        var runs = Enumerable.Range(0, processes).Select(_ => Run(program, arguments)).ToArray();
        return [.. Enumerable.Range(0, runs[0].Length).Select(i => runs.Select(run => run[i]).Order().ElementAt(processes / 2))];
    }

    private static double[] Run(string program, string[] arguments)
    {
        var host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        var start = new ProcessStartInfo(host, [program, .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var figures = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return [.. figures.Split(' ', StringSplitOptions.TrimEntries).Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))];
    }
}
