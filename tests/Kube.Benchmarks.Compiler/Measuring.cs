using System.Diagnostics;
using System.Globalization;

namespace Kube.Benchmarks;

/// <summary>The median cost of one thing: elapsed time, processor time of the whole process, allocation.</summary>
internal readonly record struct Cost(double Milliseconds, double ProcessorMilliseconds, double Megabytes)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Milliseconds,8:0.0} ms {ProcessorMilliseconds,8:0.0} ms {Megabytes,7:0.0} MB");
}

/// <summary>Something to measure: what prepares a round is not counted, what it returns is.</summary>
internal delegate Func<Task> Round();

/// <summary>Measures contenders side by side: they take turns, so that what else the machine does meets all of them.</summary>
internal static class Measuring
{
    /// <summary>The medians of each contender. Processor time counts only this process, so it bears a busy machine better than elapsed time.</summary>
    public static async Task<Cost[]> InTurns(int rounds, params Round[] contenders)
    {
        // Twelve are enough for the tiered compiler; who asks for few rounds wants an answer soon.
        for (var i = 0; i < Math.Min(rounds, 12); i++)
        {
            foreach (var contender in contenders) await contender()();
        }
        var costs = contenders.Select(_ => new Cost[rounds]).ToArray();
        for (var i = 0; i < rounds; i++)
        {
            for (var c = 0; c < contenders.Length; c++) costs[c][i] = await One(contenders[c]);
        }
        return [.. costs.Select(all => new Cost(Median(all, cost => cost.Milliseconds), Median(all, cost => cost.ProcessorMilliseconds), Median(all, cost => cost.Megabytes)))];
    }

    private static async Task<Cost> One(Round round)
    {
        var action = round();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        await action();
        var elapsed = Stopwatch.GetElapsedTime(start);
        processor = Environment.CpuUsage.TotalTime - processor;
        return new Cost(elapsed.TotalMilliseconds, processor.TotalMilliseconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1048576.0);
    }

    /// <summary>A round of work that does not wait.</summary>
    public static Round Of(Func<Action> prepare) => () =>
    {
        var action = prepare();
        return () =>
        {
            action();
            return Task.CompletedTask;
        };
    };

    private static double Median(Cost[] costs, Func<Cost, double> part) => costs.Select(part).Order().ElementAt(costs.Length / 2);
}
