using System.Globalization;
using Kube;
using Kube.Client;
using Kube.Runtime;

namespace Stamps;

/// <summary>Writes into an annotation which generation of an object it has seen; of whatever kind the object is.</summary>
/// <remarks>A type known at run time alone cannot be read from the code: the attribute says what the role is to hold.</remarks>
[RbacRule("example.com", "ships", "get,list,watch,patch")]
internal sealed class StampReconciler(KubeClient client, ResourceType type) : IReconciler<DynamicResource>
{
    public const string Annotation = "example.com/seen-generation";

    public async ValueTask<ReconcileResult> ReconcileAsync(DynamicResource resource, ReconcileContext context, CancellationToken cancellationToken)
    {
        var generation = (resource.Metadata.Generation ?? 0).ToString(CultureInfo.InvariantCulture);
        if (resource.Metadata.DeletionTimestamp is not null || resource.Metadata.Annotations?.GetValueOrDefault(Annotation) == generation)
            return ReconcileResult.Done;
        var api = client.For<DynamicResource>(type, resource.Metadata.Namespace);
        var patch = Patch.Merge($"{{\"metadata\":{{\"annotations\":{{\"{Annotation}\":\"{generation}\"}}}}}}");
        context.Wrote(await api.PatchAsync(resource.Metadata.Name!, patch, cancellationToken: cancellationToken));
        return ReconcileResult.Done;
    }
}
