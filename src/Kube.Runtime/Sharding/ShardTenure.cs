namespace Kube.Runtime;

/// <summary>What a replica has to do with a key.</summary>
internal enum ShardClaim
{
    /// <summary>It is this replica's.</summary>
    Mine,
    /// <summary>It will be this replica's, or nobody here knows yet.</summary>
    Pending,
    /// <summary>It is another's.</summary>
    Others,
}

/// <summary>What a replica knows of the shards at one moment, and until when that counts. Times are those of its monotonic clock.</summary>
/// <param name="Identity">This replica.</param>
/// <param name="View">Who is there.</param>
/// <param name="ValidUntil">From then on it may act no more, unless it looked again.</param>
/// <param name="ActsFrom">Not before then: until then others may act on a view without it.</param>
internal sealed record ShardTenure(string Identity, ShardView View, TimeSpan ValidUntil, TimeSpan ActsFrom)
{
    /// <summary>Knows nothing, owns nothing.</summary>
    public static ShardTenure None(string identity) => new(identity, ShardView.Empty, TimeSpan.MinValue, TimeSpan.MaxValue);

    /// <summary>Counts joins: whoever was out of touch does not know what others did to its objects.</summary>
    public int Term { get; init; }

    /// <summary>What was there before the last change; work that began then may finish.</summary>
    public ShardView Leaving { get; init; } = ShardView.Empty;

    /// <summary>Until when: whoever takes over does not act before.</summary>
    public TimeSpan LeavingUntil { get; init; } = TimeSpan.MinValue;

    public bool IsActing(TimeSpan now) => now < ValidUntil && now >= ActsFrom;

    public ShardClaim Claim(ObjectKey key, TimeSpan now)
    {
        if (View.OwnerOf(key) is { } owner && owner != Identity)
            return ShardClaim.Others;
        return IsActing(now) ? ShardClaim.Mine : ShardClaim.Pending;
    }

    /// <summary>Whether work on a key that began as this replica's may go on.</summary>
    public bool MayFinish(ObjectKey key, TimeSpan now) =>
        IsActing(now) && (View.OwnerOf(key) == Identity || (now < LeavingUntil && Leaving.OwnerOf(key) == Identity));

    /// <summary>The next moment at which it says something else by itself.</summary>
    public TimeSpan? NextChange(TimeSpan now)
    {
        TimeSpan? next = null;
        foreach (var moment in (ReadOnlySpan<TimeSpan>)[ActsFrom, LeavingUntil, ValidUntil])
        {
            if (moment > now && moment != TimeSpan.MaxValue && (next is null || moment < next))
                next = moment;
        }
        return next;
    }
}
