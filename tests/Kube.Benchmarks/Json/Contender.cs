namespace Kube.Benchmarks.Json;

/// <summary>One way to do a job, and what it cost.</summary>
internal sealed class Contender(string name, Func<object> run)
{
    private readonly List<double> _milliseconds = [];

    public string Name => name;

    /// <summary>Processor time of one run, the median of all rounds.</summary>
    public double Milliseconds => _milliseconds.Order().ElementAt(_milliseconds.Count / 2);

    /// <summary>Bytes allocated by one run.</summary>
    public long Allocated { get; private set; }

    /// <summary>Bytes that the result of one run keeps alive.</summary>
    public long Retained { get; private set; }

    /// <summary>Runs all by turns: what disturbs the machine disturbs them alike.</summary>
    public static void Race(int rounds, params Contender[] contenders)
    {
        for (var warm = 0; warm < 4; warm++)
        {
            foreach (var contender in contenders) contender.Once();
        }
        foreach (var contender in contenders) contender._milliseconds.Clear();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var contender in contenders) contender.Once();
        }
        foreach (var contender in contenders) contender.Weigh();
    }

    private void Once()
    {
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        // Processor time, not the clock's: other processes on the machine do not count.
        var before = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(run());
        Allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        _milliseconds.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
    }

    private void Weigh()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var kept = run();
        Retained = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(kept);
    }
}
