using Kube.Client;
using Kube.Models;
using Kube.Runtime;
using Kube.Runtime.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: RbacRule("policy", "poddisruptionbudgets", "get", Namespace = "kube-system")]

namespace Kube.Build.Tests.Scanned;

/// <summary>An operator that nobody runs: its roles are read from the assembly that these tests are. Each way of needing something has a resource of its own.</summary>
internal static class Registrations
{
    public static void Hosted(IServiceCollection services) => services.AddKube()
        .AddController<DeploymentReconciler, V1Deployment>(controller => controller
            .Owns<V1ReplicaSet>()
            .Watches<V1Node>(_ => []))
        .AddController<DynamicReconciler, DynamicResource>(new ResourceType("example.com", "v1", "Thing", "things", ResourceScope.Namespaced))
        .AddInformer<V1Namespace>()
        .AddLeaderElection(new LeaderElectionOptions { LeaseName = "scanned", Namespace = "operators" })
        .AddEvents("example.com/scanned");

    public static Task ByHandAsync(KubeClient client, ShardingOptions sharding, CancellationToken cancellationToken) => Controller
        .For(client.AllNamespaces<V1Job>())
        .ShardedBy(new ShardMember(client, sharding))
        .OnFailure(async (failure, token) => await client.Namespaced<V1Job>(failure.Resource.Namespace!).PatchStatusAsync(failure.Resource.Name, Patch.Merge("{}"), cancellationToken: token))
        .RunAsync(
            async (job, _, token) =>
            {
                await client.Namespaced<V1Pod>(job.Namespace!).DeleteCollectionAsync(new ListParams(), cancellationToken: token);
                return ReconcileResult.Done;
            },
            cancellationToken);

    // What nobody's reconciler calls needs no role.
    public static Task UnrelatedAsync(KubeClient client) => client.Namespaced<V1Secret>("default").DeleteAsync("a");
}

[RbacRule("", "configmaps, secrets", "get", ResourceNames = "settings")]
[RbacRule("example.com", "things/status", "patch")]
internal sealed class DeploymentReconciler(KubeClient client, IPublisher publisher) : IReconciler<V1Deployment>
{
    private readonly Finalizer<V1Deployment> _finalizer = new(client.AllNamespaces<V1Deployment>(), "example.com/clean-up");

    public ValueTask<ReconcileResult> ReconcileAsync(V1Deployment resource, ReconcileContext context, CancellationToken cancellationToken) =>
        _finalizer.RunAsync(resource, context, (held, token) => WorkAsync(held, context, token), CleanUpAsync, cancellationToken);

    private async ValueTask<ReconcileResult> WorkAsync(V1Deployment resource, ReconcileContext context, CancellationToken cancellationToken)
    {
        context.Wrote(await client.Namespaced<V1ReplicaSet>(resource.Namespace!).ApplyAsync(
            new V1ReplicaSet { Metadata = new ObjectMeta { Name = resource.Name } }, new ApplyParams("scanned"), cancellationToken));
        await client.Namespaced<V1Deployment>(resource.Namespace!).ApplyStatusAsync(resource, new ApplyParams("scanned"), cancellationToken);
        await foreach (var service in ServicesAsync(resource.Namespace!))
            await publisher.PublishAsync(service.Name, cancellationToken);
        await ScaleAsync(resource.Metadata.Generation, resource.Namespace!, cancellationToken);
        return ReconcileResult.Done;
    }

    private async ValueTask<ReconcileResult> CleanUpAsync(V1Deployment resource, CancellationToken cancellationToken)
    {
        await client.Cluster<V1PersistentVolume>().DeleteAsync(resource.Name, cancellationToken: cancellationToken);
        await client.Namespaced<V1DaemonSet>(resource.Namespace!).WaitForAsync("a", WaitConditions.Deleted<V1DaemonSet>(), TimeSpan.FromSeconds(1), cancellationToken);
        return ReconcileResult.Done;
    }

    // A table of jumps stands between the calls.
    private Task ScaleAsync(long? generation, string ns, CancellationToken cancellationToken)
    {
        switch (generation)
        {
            case 0: return client.Namespaced<V1CronJob>(ns).DeleteAsync("a", cancellationToken: cancellationToken);
            case 1: return Task.Delay(1, cancellationToken);
            case 2: return Task.Delay(2, cancellationToken);
            case 3: return Task.Delay(3, cancellationToken);
            case 4: return Task.Delay(4, cancellationToken);
            case 5: return Task.CompletedTask;
            default: return client.Namespaced<V1StatefulSet>(ns).ScaleAsync("a", 2, cancellationToken: cancellationToken);
        }
    }

    private async IAsyncEnumerable<V1Service> ServicesAsync(string ns)
    {
        await foreach (var service in client.Namespaced<V1Service>(ns).ListAllAsync())
            yield return service;
    }
}

internal interface IPublisher
{
    Task PublishAsync(string name, CancellationToken cancellationToken);
}

/// <summary>Known to the reconciler as an interface alone.</summary>
internal sealed class IngressPublisher(KubeClient client) : IPublisher
{
    async Task IPublisher.PublishAsync(string name, CancellationToken cancellationToken) =>
        await client.Namespaced<V1Ingress>("default").UpdateAsync(name, ingress => ingress, cancellationToken: cancellationToken);
}

internal abstract class DynamicBase(KubeClient client) : IReconciler<DynamicResource>
{
    protected KubeClient Client => client;

    public abstract ValueTask<ReconcileResult> ReconcileAsync(DynamicResource resource, ReconcileContext context, CancellationToken cancellationToken);
}

internal sealed class DynamicReconciler(KubeClient client) : DynamicBase(client)
{
    public override async ValueTask<ReconcileResult> ReconcileAsync(DynamicResource resource, ReconcileContext context, CancellationToken cancellationToken)
    {
        await Client.Namespaced<V1Endpoints>("default").GetAsync(resource.Name, cancellationToken: cancellationToken);
        await Client.Namespaced<V1ServiceAccount>("default").CreateSubresourceAsync<DynamicResource, DynamicResource>("a", "token", resource, cancellationToken: cancellationToken);
        return ReconcileResult.Done;
    }
}
