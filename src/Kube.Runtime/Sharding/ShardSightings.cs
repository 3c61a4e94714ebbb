namespace Kube.Runtime;

/// <summary>When this replica first saw each record as it is, on its own monotonic clock.</summary>
/// <remarks>
/// Times that others write are for people. A record counts as silent by how long it has not changed here, up to the moment a list was
/// asked for: what changed after that moment the list did not show.
/// </remarks>
internal sealed class ShardSightings
{
    private readonly Dictionary<string, (ShardRecord Record, TimeSpan SeenAt)> _seen = new(StringComparer.Ordinal);
    private TimeSpan _askedAt;

    /// <summary>Notes what a list showed.</summary>
    /// <param name="records">All records of the group.</param>
    /// <param name="askedAt">When the list was asked for.</param>
    /// <param name="answeredAt">When it was there.</param>
    public void Note(IReadOnlyList<ShardRecord> records, TimeSpan askedAt, TimeSpan answeredAt)
    {
        _askedAt = askedAt;
        var there = records.ToDictionary(record => record.Identity, StringComparer.Ordinal);
        foreach (var gone in _seen.Keys.Where(identity => !there.ContainsKey(identity)).ToArray())
            _seen.Remove(gone);
        foreach (var record in records)
        {
            if (!_seen.TryGetValue(record.Identity, out var seen) || seen.Record != record)
                _seen[record.Identity] = (record, answeredAt);
        }
    }

    /// <summary>How many records there are, those of silent replicas included.</summary>
    public int Count => _seen.Count;

    /// <summary>A replica's record.</summary>
    public ShardRecord? Of(string identity) => _seen.TryGetValue(identity, out var seen) ? seen.Record : null;

    /// <summary>Whether a replica was heard of within its time.</summary>
    public bool IsLive(string identity) => _seen.TryGetValue(identity, out var seen) && _askedAt - seen.SeenAt < seen.Record.Duration;

    /// <summary>The replicas that were heard of within their time.</summary>
    public IEnumerable<string> Live => _seen.Keys.Where(IsLive);

    /// <summary>Records that nobody has renewed for ten times as long as others wait for them.</summary>
    public IEnumerable<ShardRecord> Abandoned => _seen.Values.Where(seen => _askedAt - seen.SeenAt >= seen.Record.Duration * 10).Select(seen => seen.Record);

    /// <summary>The longest time for which any replica may still act on what it knew before.</summary>
    public TimeSpan LongestDuration(TimeSpan own) => _seen.Values.Aggregate(own, (longest, seen) => seen.Record.Duration > longest ? seen.Record.Duration : longest);
}
