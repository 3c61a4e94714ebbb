using Kube.Benchmarks.Analyzers;
using Kube.Benchmarks.Building;
using Kube.Benchmarks.Generator;

// Named suites, each prints its own table with ratios. docs/benchmarks.md says which command made which figure.
var suites = new Dictionary<string, Func<string[], Task>>(StringComparer.Ordinal)
{
    ["generator"] = GeneratorSuite.Run,
    ["analyzers"] = AnalyzerSuite.Run,
    ["build"] = BuildSuite.Run,
};
if (args.Length == 0 || !suites.TryGetValue(args[0], out var suite))
{
    Console.WriteLine($"usage: dotnet run -c Release --project tests/Kube.Benchmarks.Compiler -- <suite> [options]\nsuites: {string.Join(", ", suites.Keys)}");
    return 1;
}
await suite(args[1..]);
return 0;
