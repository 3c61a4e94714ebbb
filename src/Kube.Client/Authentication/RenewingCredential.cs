namespace Kube.Client;

/// <summary>Keeps one credential and renews it: before it ends, and when the server rejected it; one renewal at a time.</summary>
/// <remarks>
/// A renewal that fails while the credential still holds is put off, so that a short outage of the issuer does not stop the client.
/// A caller that gives up cancels the renewal it runs; the next one waiting starts its own.
/// </remarks>
internal abstract class RenewingCredential(TimeProvider time) : ICredentialProvider
{
    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _renewal = new(1, 1);
    private volatile Entry? _entry;

    protected TimeProvider Time { get; } = time;

    public ValueTask<KubeCredential> GetAsync(CancellationToken cancellationToken) =>
        _entry is { Rejected: false } entry && Time.GetUtcNow() < entry.RenewAt ? new(entry.Credential) : new(RenewOnceAsync(cancellationToken));

    public void Invalidate(KubeCredential rejected)
    {
        // Only the credential that was rejected: another request may have renewed it already.
        if (_entry is { } entry && ReferenceEquals(entry.Credential, rejected)) entry.Rejected = true;
    }

    /// <summary>Gets a new credential and says when to renew it.</summary>
    protected abstract Task<(KubeCredential Credential, DateTimeOffset RenewAt)> RenewAsync(KubeCredential? last, bool rejected, CancellationToken cancellationToken);

    /// <summary>Early enough before the end: a minute, or a tenth of what is left of a short life.</summary>
    protected DateTimeOffset BeforeEnd(DateTimeOffset? end)
    {
        if (end is not { } ends) return DateTimeOffset.MaxValue;
        var left = ends - Time.GetUtcNow();
        var early = left > TimeSpan.FromMinutes(10) ? TimeSpan.FromMinutes(1) : left / 10;
        return ends - early;
    }

    private async Task<KubeCredential> RenewOnceAsync(CancellationToken cancellationToken)
    {
        await _renewal.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var last = _entry;
            var now = Time.GetUtcNow();
            if (last is { Rejected: false } && now < last.RenewAt) return last.Credential;
            try
            {
                var (credential, renewAt) = await RenewAsync(last?.Credential, last?.Rejected ?? false, cancellationToken).ConfigureAwait(false);
                _entry = new Entry(credential, renewAt);
                return credential;
            }
            catch (KubeConfigException) when (last is { Rejected: false } && (last.Credential.ExpiresAt ?? now) > now)
            {
                _entry = new Entry(last.Credential, now + RetryAfterFailure);
                return last.Credential;
            }
        }
        finally
        {
            _renewal.Release();
        }
    }

    private sealed class Entry(KubeCredential credential, DateTimeOffset renewAt)
    {
        private volatile bool _rejected;

        public KubeCredential Credential { get; } = credential;

        public DateTimeOffset RenewAt { get; } = renewAt;

        public bool Rejected { get => _rejected; set => _rejected = value; }
    }
}
