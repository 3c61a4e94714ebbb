using Kube.Benchmarks.Generator;

// Named suites, each prints its own table with ratios. docs/benchmarks.md says which command made which figure.
var suites = new Dictionary<string, Action<string[]>>(StringComparer.Ordinal)
{
    ["generator"] = GeneratorSuite.Run,
};
if (args.Length == 0 || !suites.TryGetValue(args[0], out var suite))
{
    Console.WriteLine($"usage: dotnet run -c Release --project tests/Kube.Benchmarks.Compiler -- <suite> [options]\nsuites: {string.Join(", ", suites.Keys)}");
    return 1;
}
suite(args[1..]);
return 0;
