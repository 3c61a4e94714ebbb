using Kube.Client;
using Kube.Models;

namespace Kube.Runtime;

/// <summary>Where the lease is kept: the cluster in real life, a simulation in tests.</summary>
internal interface ILeaseLock
{
    Task<LeaseRecord?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Writes the lease if it is still at the record's version (or still absent, without one).</summary>
    /// <returns>The record as written; <see langword="null"/> when somebody else was faster.</returns>
    Task<LeaseRecord?> WriteAsync(LeaseRecord record, CancellationToken cancellationToken);
}

/// <summary>A <c>coordination.k8s.io/v1</c> Lease.</summary>
internal sealed class LeaseLock(KubeClient client, string ns, string name, IReadOnlyDictionary<string, string>? labels = null) : ILeaseLock
{
    private readonly Api<V1Lease> _api = client.Namespaced<V1Lease>(ns);
    private V1Lease? _last;

    public async Task<LeaseRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        _last = await _api.GetOrNullAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);
        return _last is null ? null : Record(_last);
    }

    public async Task<LeaseRecord?> WriteAsync(LeaseRecord record, CancellationToken cancellationToken)
    {
        var metadata = _last?.Metadata ?? new ObjectMeta { Name = name, Namespace = ns, Labels = labels };
        var lease = new V1Lease
        {
            Metadata = metadata with { ResourceVersion = record.Version },
            // What others put into the spec (a strategy, a preferred holder) stays.
            Spec = (_last?.Spec ?? new V1LeaseSpec()) with
            {
                HolderIdentity = record.Holder,
                LeaseDurationSeconds = Math.Max(1, (int)record.Duration.TotalSeconds),
                LeaseTransitions = record.Transitions,
                AcquireTime = record.AcquiredAt,
                RenewTime = record.RenewedAt,
            },
        };
        try
        {
            _last = record.Version is null
                ? await _api.CreateAsync(lease, cancellationToken: cancellationToken).ConfigureAwait(false)
                : await _api.ReplaceAsync(lease, cancellationToken: cancellationToken).ConfigureAwait(false);
            return Record(_last);
        }
        catch (KubeApiException e) when (e.IsConflict || e.IsAlreadyExists || e.IsNotFound)
        {
            return null;
        }
    }

    internal static LeaseRecord Record(V1Lease lease) => new(
        lease.Spec?.HolderIdentity ?? "",
        TimeSpan.FromSeconds(lease.Spec?.LeaseDurationSeconds ?? 15),
        lease.Spec?.LeaseTransitions ?? 0,
        lease.Metadata.ResourceVersion)
    {
        AcquiredAt = lease.Spec?.AcquireTime?.Value,
        RenewedAt = lease.Spec?.RenewTime?.Value,
    };
}
