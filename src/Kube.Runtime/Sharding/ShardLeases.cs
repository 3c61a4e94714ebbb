using Kube.Client;
using Kube.Models;

namespace Kube.Runtime;

/// <summary>Replicas' records as <c>coordination.k8s.io/v1</c> Leases: one each, found by a label.</summary>
internal sealed class ShardLeases(KubeClient client, ShardingOptions options) : IShardRegistry
{
    internal const string GroupLabel = "kube-generators/shard-group";

    private readonly Api<V1Lease> _api = client.Namespaced<V1Lease>(options.Namespace);
    private readonly TimeProvider _time = client.Options.TimeProvider;

    public async Task<IReadOnlyList<ShardRecord>> ListAsync(CancellationToken cancellationToken)
    {
        var records = new List<ShardRecord>();
        // Without a version and in one piece: the server answers from what is stored now, and that is what every guarantee rests on.
        var leases = await _api.ListAsync(new ListParams { LabelSelector = Selector.Label(GroupLabel, options.Group) }, cancellationToken).ConfigureAwait(false);
        foreach (var lease in leases.Items)
        {
            if (Record(lease) is { } record)
                records.Add(record);
        }
        return records;
    }

    public async Task<ShardRecord?> WriteAsync(ShardRecord record, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var lease = new V1Lease
        {
            Metadata = new ObjectMeta
            {
                Name = $"{options.Group}-{record.Identity}",
                Namespace = options.Namespace,
                Labels = new Dictionary<string, string> { [GroupLabel] = options.Group },
                ResourceVersion = record.Version,
                Uid = record.Uid,
            },
            Spec = new V1LeaseSpec
            {
                HolderIdentity = $"{record.Identity}_{record.Incarnation}",
                LeaseDurationSeconds = (int)record.Duration.TotalSeconds,
                RenewTime = now,
            },
        };
        try
        {
            return Record(record.Version is null
                ? await _api.CreateAsync(lease, cancellationToken: cancellationToken).ConfigureAwait(false)
                : await _api.ReplaceAsync(lease, cancellationToken: cancellationToken).ConfigureAwait(false));
        }
        catch (KubeApiException e) when (e.IsConflict || e.IsAlreadyExists || e.IsNotFound)
        {
            return null;
        }
    }

    public async Task DeleteAsync(ShardRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await _api.DeleteAsync(
                $"{options.Group}-{record.Identity}", new DeleteParams { Preconditions = new Preconditions { Uid = record.Uid, ResourceVersion = record.Version } }, cancellationToken).ConfigureAwait(false);
        }
        // Somebody else was faster, or its owner is back.
        catch (KubeApiException e) when (e.IsConflict || e.IsNotFound)
        {
        }
    }

    private static ShardRecord? Record(V1Lease lease)
    {
        var holder = lease.Spec?.HolderIdentity ?? "";
        var cut = holder.LastIndexOf('_');
        return cut <= 0
            ? null
            : new ShardRecord(holder[..cut], holder[(cut + 1)..], TimeSpan.FromSeconds(lease.Spec!.LeaseDurationSeconds ?? 15), lease.Metadata.ResourceVersion, lease.Metadata.Uid);
    }
}
