using Microsoft.Extensions.Hosting;

namespace Kube.Runtime.Hosting;

/// <summary>Runs every registered controller while the host runs, and lets them drain when it stops.</summary>
internal sealed class ControllerService(IEnumerable<IController> controllers, LeaderElector? elector = null, ShardMember? shards = null) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var all = controllers.ToArray();
        if (all.GroupBy(controller => controller.Name).FirstOrDefault(group => group.Count() > 1) is { } clash)
            throw new InvalidOperationException($"{clash.Count()} controllers are named '{clash.Key}'. Names tell them apart in logs and metrics: set ControllerOptions.Name.");
        if (elector is not null && shards is not null)
            throw new InvalidOperationException("Leader election lets one replica work, sharding lets all: register AddLeaderElection or AddSharding, not both.");
        if (shards is not null)
        {
            await RunShardedAsync(all, shards, stoppingToken).ConfigureAwait(false);
            return;
        }
        if (elector is null)
        {
            await Task.WhenAll(all.Select(controller => controller.RunAsync(stoppingToken))).ConfigureAwait(false);
            return;
        }
        // Caches are warm in every replica; only the leader works.
        var terms = new SharedTerms(elector);
        await Task.WhenAll([terms.RunAsync(stoppingToken), .. all.Select(controller => controller.RunAsync(terms.Join(), stoppingToken))]).ConfigureAwait(false);
    }

    private static async Task RunShardedAsync(IController[] controllers, ShardMember shards, CancellationToken stoppingToken)
    {
        // The shard outlives the controllers: what drains still owns its objects.
        using var drained = new CancellationTokenSource();
        var membership = shards.RunAsync(drained.Token);
        try
        {
            await Task.WhenAll(controllers.Select(controller => controller.RunAsync(stoppingToken))).ConfigureAwait(false);
        }
        finally
        {
            await drained.CancelAsync().ConfigureAwait(false);
            await membership.ConfigureAwait(false);
        }
    }
}
