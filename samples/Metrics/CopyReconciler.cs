using Kube;
using Kube.Client;
using Kube.Models;
using Kube.Runtime;

namespace Metrics;

/// <summary>Keeps a copy of each config map that has the label <c>copy</c>: something to measure.</summary>
internal sealed class CopyReconciler(KubeClient client) : IReconciler<V1ConfigMap>
{
    public async ValueTask<ReconcileResult> ReconcileAsync(V1ConfigMap resource, ReconcileContext context, CancellationToken cancellationToken)
    {
        if (resource.Label("copy") is null || resource.IsDeleting)
            return ReconcileResult.Done;
        var copy = new V1ConfigMap { Metadata = new ObjectMeta { Name = resource.Name + "-copy", Namespace = resource.Namespace }, Data = resource.Data };
        context.Wrote(await client.ConfigMaps(resource.Namespace!).ApplyAsync(copy.WithController(resource), new ApplyParams("copier", Force: true), cancellationToken));
        return ReconcileResult.Done;
    }
}
