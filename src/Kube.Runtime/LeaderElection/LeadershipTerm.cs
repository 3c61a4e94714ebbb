namespace Kube.Runtime;

/// <summary>A time in which this replica leads.</summary>
public sealed class LeadershipTerm
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _renewDeadline;
    private readonly CancellationToken _token;
    private long _renewedAt;

    internal LeadershipTerm(long fencingToken, string identity, TimeProvider time, TimeSpan renewDeadline, long renewedAt, CancellationToken token)
    {
        FencingToken = fencingToken;
        Identity = identity;
        _time = time;
        _renewDeadline = renewDeadline;
        _renewedAt = renewedAt;
        _token = token;
    }

    /// <summary>Grows with every change of hands of the lease: systems outside the cluster can refuse writes that carry a smaller one.</summary>
    public long FencingToken { get; }

    /// <summary>Who leads: this replica.</summary>
    public string Identity { get; }

    /// <summary>Cancelled when the term ends.</summary>
    public CancellationToken Token => _token;

    /// <summary>Whether this replica leads at this very moment, by its monotonic clock; exact even when the process was asleep and the token is not cancelled yet.</summary>
    public bool IsValid => !_token.IsCancellationRequested && _time.GetElapsedTime(Volatile.Read(ref _renewedAt)) < _renewDeadline;

    /// <summary>A fence: to be called right before something that must not be done twice.</summary>
    /// <exception cref="OperationCanceledException">This replica does not lead any more.</exception>
    public void ThrowIfLost()
    {
        if (!IsValid)
            throw new OperationCanceledException($"'{Identity}' does not lead any more (fencing token {FencingToken}).", _token);
    }

    internal TimeSpan Left => _renewDeadline - _time.GetElapsedTime(Volatile.Read(ref _renewedAt));

    internal void Renewed(long askedAt) => Volatile.Write(ref _renewedAt, askedAt);
}
