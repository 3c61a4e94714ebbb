using Microsoft.Extensions.Hosting;

namespace Kube.Runtime.Hosting;

/// <summary>Runs every registered controller while the host runs, and lets them drain when it stops.</summary>
internal sealed class ControllerService(IEnumerable<IController> controllers, LeaderElector? elector = null) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var all = controllers.ToArray();
        if (all.GroupBy(controller => controller.Name).FirstOrDefault(group => group.Count() > 1) is { } clash)
            throw new InvalidOperationException($"{clash.Count()} controllers are named '{clash.Key}'. Names tell them apart in logs and metrics: set ControllerOptions.Name.");
        if (elector is null)
        {
            await Task.WhenAll(all.Select(controller => controller.RunAsync(stoppingToken))).ConfigureAwait(false);
            return;
        }
        // Caches are warm in every replica; only the leader works.
        var terms = new SharedTerms(elector);
        await Task.WhenAll([terms.RunAsync(stoppingToken), .. all.Select(controller => controller.RunAsync(terms.Join(), stoppingToken))]).ConfigureAwait(false);
    }
}
