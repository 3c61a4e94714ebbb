namespace Kube.Runtime.Tests;

/// <summary>Which seeds simulations run: <c>KUBE_SIMULATION_SEEDS=FROM-TO</c>, or a few.</summary>
internal static class SimulationSeeds
{
    public static IEnumerable<int> Of(int defaultCount, params int[] known)
    {
        var text = Environment.GetEnvironmentVariable("KUBE_SIMULATION_SEEDS");
        if (string.IsNullOrEmpty(text))
            return Enumerable.Range(1, defaultCount).Concat(known);
        var parts = text.Split('-');
        if (parts.Length is < 1 or > 2 || !int.TryParse(parts[0], out var from) || !int.TryParse(parts[^1], out var to) || to < from)
            throw new FormatException($"KUBE_SIMULATION_SEEDS is FROM-TO or one seed, such as 1-1000, not '{text}'.");
        return Enumerable.Range(from, to - from + 1);
    }

    /// <summary>Runs a simulation once a seed; a failure names its seed and how to run it again.</summary>
    /// <param name="defaultCount">How many seeds run when none are asked for.</param>
    /// <param name="simulate">The simulation.</param>
    /// <param name="known">Seeds that once found a fault.</param>
    public static async Task RunAsync(int defaultCount, Func<int, Task> simulate, params int[] known)
    {
        foreach (var seed in Of(defaultCount, known))
        {
            try
            {
                await simulate(seed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed} fails; run it again with KUBE_SIMULATION_SEEDS={seed}-{seed}: {e.Message}", e);
            }
        }
    }
}
