namespace Kube.Runtime;

/// <summary>A replica's Lease as the server holds it.</summary>
/// <param name="Identity">Which replica.</param>
/// <param name="Incarnation">Which process of that name; a replica that starts again is another one.</param>
/// <param name="Duration">How long others wait for it when it is silent.</param>
/// <param name="Version">The Lease's version.</param>
/// <param name="Uid">The Lease's UID.</param>
internal sealed record ShardRecord(string Identity, string Incarnation, TimeSpan Duration, string? Version, string? Uid);

/// <summary>Where replicas tell each other that they are there: Leases in real life, a simulation in tests.</summary>
internal interface IShardRegistry
{
    /// <summary>All records of the group, not older than the call.</summary>
    Task<IReadOnlyList<ShardRecord>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Writes this replica's record if it still is at its version, or still absent when it has none.</summary>
    /// <returns>The record as written; <see langword="null"/> when it was changed meanwhile.</returns>
    Task<ShardRecord?> WriteAsync(ShardRecord record, CancellationToken cancellationToken);

    /// <summary>Takes a record away, if it still is at its version.</summary>
    Task DeleteAsync(ShardRecord record, CancellationToken cancellationToken);
}
