using System.Diagnostics;

namespace Kube.Benchmarks.Cel;

/// <summary>What one call took.</summary>
/// <param name="Nanoseconds">The median of several rounds.</param>
/// <param name="Bytes">What it allocated on this thread.</param>
internal readonly record struct Timing(double Nanoseconds, double Bytes)
{
    private const int Rounds = 101;

    // Shorter than the slices of time that a busy machine deals out, so that the median round is an undisturbed one.
    private const double RoundMilliseconds = 0.3;

    /// <summary>Times a call, warmed up until the compiler has done its best.</summary>
    public static Timing Of(Action call, double warmUpMilliseconds = 100)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalMilliseconds < warmUpMilliseconds;)
        {
            call();
        }

        var calls = 1;
        while (Round(call, calls).TotalMilliseconds < RoundMilliseconds)
        {
            calls *= 2;
        }

        var rounds = new double[Rounds];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            rounds[i] = Round(call, calls).TotalNanoseconds / calls;
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Array.Sort(rounds);
        return new(rounds[Rounds / 2], (double)bytes / calls / Rounds);
    }

    public override string ToString() => $"{(Nanoseconds < 1000 ? $"{Nanoseconds:0.0} ns" : Nanoseconds < 1_000_000 ? $"{Nanoseconds / 1000:0.0} µs" : $"{Nanoseconds / 1_000_000:0.0} ms")}, {Size(Bytes)}";

    private static TimeSpan Round(Action call, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            call();
        }

        return Stopwatch.GetElapsedTime(start);
    }

    private static string Size(double bytes) => bytes < 1 ? "0 B" : bytes < 10_000 ? $"{bytes:0} B" : $"{bytes / 1024:0.0} KB";
}
