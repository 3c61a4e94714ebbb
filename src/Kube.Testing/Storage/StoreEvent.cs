using Kube.Schema.Json;

namespace Kube.Testing.Storage;

/// <summary>What happened to an object.</summary>
internal enum StoreChange
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One committed change.</summary>
/// <param name="Revision">Its place in the order of all changes to the server.</param>
/// <param name="Change">What happened.</param>
/// <param name="Key">Which object.</param>
/// <param name="Before">The object before; none where it was added.</param>
/// <param name="After">The object after; for a deletion its last state, with the deletion's resource version.</param>
internal sealed record StoreEvent(long Revision, StoreChange Change, StoreKey Key, JsonObject? Before, JsonObject After)
{
    /// <summary>The whole collection after the change; kept at few of them.</summary>
    public Collection? Snapshot { get; init; }

    private byte[]? _encoded;

    /// <summary>The line a plain watcher gets, encoded once for all of them by <paramref name="encode"/>.</summary>
    public byte[] Encoded(Func<StoreEvent, byte[]> encode) => _encoded ??= encode(this);
}
