using Kube.Benchmarks.Cel;
using Kube.Benchmarks.Client;
using Kube.Benchmarks.Json;
using Kube.Benchmarks.Runtime;
using Kube.Benchmarks.Server;

// Named suites, each prints its own table with ratios. docs/benchmarks.md says which command made which figure.
var suites = new Dictionary<string, Func<string[], Task>>(StringComparer.Ordinal)
{
    ["cel"] = CelSuite.RunAsync,
    ["json"] = JsonSuite.RunAsync,
    ["json-cold"] = ColdStart.RunAsync,
    ["server-first"] = FirstServer.RunAsync,
    ["client"] = ClientSuite.RunAsync,
    ["client-server"] = LoopbackServer.RunAsync,
    ["runtime"] = RuntimeSuite.RunAsync,
    ["server"] = ServerSuite.RunAsync,
};
if (args.Length == 0 || !suites.TryGetValue(args[0], out var suite))
{
    Console.WriteLine($"usage: dotnet run -c Release --project tests/Kube.Benchmarks -- <suite> [options]\nsuites: {string.Join(", ", suites.Keys)}");
    return 1;
}
await suite(args[1..]);
return 0;
