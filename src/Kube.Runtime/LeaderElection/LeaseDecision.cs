namespace Kube.Runtime;

/// <summary>A lease as the server holds it.</summary>
/// <param name="Holder">Who holds it; empty when nobody does.</param>
/// <param name="Duration">How long others wait for the holder.</param>
/// <param name="Transitions">How many times it changed hands.</param>
/// <param name="Version">The object's version, for writing without overwriting.</param>
internal sealed record LeaseRecord(string Holder, TimeSpan Duration, int Transitions, string? Version)
{
    public DateTimeOffset? AcquiredAt { get; init; }

    public DateTimeOffset? RenewedAt { get; init; }
}

/// <summary>What a candidate does next.</summary>
internal enum LeaseMove
{
    /// <summary>There is no lease: create it.</summary>
    Create,
    /// <summary>Nobody holds it, or the holder was silent for too long: take it over.</summary>
    TakeOver,
    /// <summary>It is ours: renew it.</summary>
    Renew,
    /// <summary>Somebody else holds it.</summary>
    Wait,
}

/// <summary>What a candidate does about a lease, by what it has seen itself.</summary>
/// <remarks>
/// Times written in the lease are for people. Whether a holder is silent is measured on this machine's monotonic clock, from when this
/// machine first saw the record as it is: wall clocks may jump and differ without effect.
/// </remarks>
internal static class LeaseDecision
{
    public static LeaseMove Next(LeaseRecord? lease, string identity, TimeSpan unchangedFor) => lease switch
    {
        null => LeaseMove.Create,
        { Holder.Length: 0 } => LeaseMove.TakeOver,
        _ when lease.Holder == identity => LeaseMove.Renew,
        _ when unchangedFor >= lease.Duration => LeaseMove.TakeOver,
        _ => LeaseMove.Wait,
    };
}
