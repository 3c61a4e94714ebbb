using Kube;
using Kube.Client;
using Kube.Models;
using Kube.Runtime;
using Kube.Testing;

namespace Metrics;

/// <summary>A server, the operator, some work, and what <c>/metrics</c> says of it.</summary>
internal static class Demonstration
{
    private const int Maps = 3;

    /// <returns>0 when the operator is alive, ready, and reports its reconciles.</returns>
    public static async Task<int> RunAsync(bool serve, TextWriter output, CancellationToken cancellationToken = default)
    {
        await using var server = await EmbeddedApiServer.StartAsync(cancellationToken: cancellationToken);
        await using var client = server.CreateClient();
        await using var app = Operator.Build(client.Config, serve ? "http://127.0.0.1:8080" : "http://127.0.0.1:0");
        await app.StartAsync(cancellationToken);
        var maps = client.ConfigMaps("default");
        for (var i = 0; i < Maps; i++)
        {
            await maps.CreateAsync(
                new V1ConfigMap { Metadata = new ObjectMeta { Name = "map-" + i, Labels = new Dictionary<string, string> { ["copy"] = "yes" } }, Data = new Dictionary<string, string> { ["n"] = $"{i}" } },
                cancellationToken: cancellationToken);
        }
        for (var i = 0; i < Maps; i++)
            await maps.WaitForAsync($"map-{i}-copy", WaitConditions.Exists<V1ConfigMap>(), TimeSpan.FromSeconds(30), cancellationToken);

        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        foreach (var probe in (string[])["/healthz", "/readyz"])
            await output.WriteLineAsync($"{probe}: {await http.GetStringAsync(probe, cancellationToken)}");
        var reported = (await http.GetStringAsync("/metrics", cancellationToken)).Split('\n').Where(line => line.Length > 0 && line[0] != '#' && !line.Contains("_bucket{")).ToArray();
        foreach (var line in reported)
            await output.WriteLineAsync(line);
        if (serve)
        {
            await output.WriteLineAsync($"\nServing {app.Urls.Single()}/metrics, /healthz and /readyz until Ctrl+C.");
            await app.WaitForShutdownAsync(cancellationToken);
        }
        await app.StopAsync(cancellationToken);
        return reported.Any(line => line.StartsWith("controller_runtime_reconcile_total{", StringComparison.Ordinal)) ? 0 : 1;
    }
}
