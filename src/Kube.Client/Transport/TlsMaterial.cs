using System.Security.Cryptography.X509Certificates;

namespace Kube.Client;

/// <summary>What connections are made with; a new instance means that a file has changed.</summary>
internal sealed record TlsMaterial(X509Certificate2? Certificate, X509Certificate2Collection Intermediates, X509Certificate2Collection? Authorities);

/// <summary>The client certificate and the CA of a configuration, read again from their files when these change.</summary>
/// <remarks>A read that fails keeps what was read last: during a rotation a file may be missing, or a key not yet fit its certificate.</remarks>
internal sealed class TlsFiles(KubeConfig config, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly bool _fromFiles = config.ClientCertificate is { } pair && (pair.Certificate.Path ?? pair.Key.Path) is not null || config.CertificateAuthority?.Path is not null;
    private volatile Entry? _entry;

    /// <summary>The current material, at most <see cref="Interval"/> old.</summary>
    public ValueTask<TlsMaterial> GetAsync(CancellationToken cancellationToken) =>
        _entry is { } entry && (!_fromFiles || time.GetElapsedTime(entry.CheckedAt) < Interval) ? new(entry.Material) : new(ReadAsync(seen: null, cancellationToken));

    /// <summary>Reads the files now, because the server refused what <paramref name="seen"/> gave; the answer says whether something changed.</summary>
    public async Task<bool> ReloadAsync(TlsMaterial? seen, CancellationToken cancellationToken) =>
        _fromFiles && !ReferenceEquals(await ReadAsync(seen ?? _entry?.Material, cancellationToken).ConfigureAwait(false), seen);

    private async Task<TlsMaterial> ReadAsync(TlsMaterial? seen, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var last = _entry;
            var fresh = last is not null && (!_fromFiles || time.GetElapsedTime(last.CheckedAt) < Interval);
            if (last is not null && (seen is null ? fresh : !ReferenceEquals(last.Material, seen))) return last.Material;
            return Read(last).Material;
        }
        finally
        {
            _reading.Release();
        }
    }

    // Three small local files every ten seconds: not worth asynchronous reads.
    private Entry Read(Entry? last)
    {
        Entry next;
        try
        {
            var certificate = config.ClientCertificate is { } pair ? Certificates.ReadSource(pair.Certificate, "client-certificate") : [];
            var key = config.ClientCertificate is { } owner ? Certificates.ReadSource(owner.Key, "client-key") : [];
            var authority = config.CertificateAuthority is { } source ? Certificates.ReadSource(source, "certificate-authority") : [];
            next = last is not null && last.Holds(certificate, key, authority)
                ? last with { CheckedAt = time.GetTimestamp() }
                : new Entry(Load(certificate, key, authority), certificate, key, authority, time.GetTimestamp());
        }
        catch (KubeConfigException) when (last is not null)
        {
            next = last with { CheckedAt = time.GetTimestamp() };
        }
        _entry = next;
        return next;
    }

    private TlsMaterial Load(byte[] certificate, byte[] key, byte[] authority)
    {
        var pair = certificate.Length == 0 ? null : Certificates.LoadPair(
            System.Text.Encoding.ASCII.GetString(certificate), System.Text.Encoding.ASCII.GetString(key), $"client certificate ({config.ClientCertificate!.Certificate})");
        var authorities = authority.Length == 0 ? null : Certificates.LoadAuthorities(authority, $"certificate-authority ({config.CertificateAuthority})");
        return new TlsMaterial(pair?.Leaf, pair?.Intermediates ?? [], authorities);
    }

    private sealed record Entry(TlsMaterial Material, byte[] Certificate, byte[] Key, byte[] Authority, long CheckedAt)
    {
        public bool Holds(byte[] certificate, byte[] key, byte[] authority) =>
            certificate.AsSpan().SequenceEqual(Certificate) && key.AsSpan().SequenceEqual(Key) && authority.AsSpan().SequenceEqual(Authority);
    }
}
