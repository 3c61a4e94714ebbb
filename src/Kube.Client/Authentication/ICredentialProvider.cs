using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace Kube.Client;

/// <summary>Gives credentials to requests and renews them: the interface to implement for a way of authenticating that is not built in.</summary>
/// <remarks>Called for every request and from many threads at once, so an implementation caches, and makes one renewal at a time.</remarks>
public interface ICredentialProvider
{
    /// <summary>The credential to send now.</summary>
    /// <exception cref="KubeConfigException">No credential can be had; the message says what to do.</exception>
    ValueTask<KubeCredential> GetAsync(CancellationToken cancellationToken);

    /// <summary>The server answered 401 to <paramref name="rejected"/>: the next <see cref="GetAsync"/> must not return it from a cache.</summary>
    void Invalidate(KubeCredential rejected);
}

/// <summary>What one request is sent with.</summary>
public sealed class KubeCredential
{
    /// <summary>The <c>Authorization</c> header; <see langword="null"/> for none.</summary>
    public AuthenticationHeaderValue? Authorization { get; init; }

    /// <summary>A client certificate with its private key; <see langword="null"/> for none. A new one means new connections.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>The intermediates sent after <see cref="ClientCertificate"/>.</summary>
    public X509Certificate2Collection Intermediates { get; init; } = [];

    /// <summary>When it ends; <see langword="null"/> where that is not known.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>A credential that sends nothing.</summary>
    public static KubeCredential Empty { get; } = new();

    /// <summary>A bearer token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="expiresAt">When it ends; <see langword="null"/> where that is not known.</param>
    /// <exception cref="FormatException">The token holds what a header cannot.</exception>
    public static KubeCredential Bearer(string token, DateTimeOffset? expiresAt = null) =>
        new() { Authorization = new AuthenticationHeaderValue("Bearer", token), ExpiresAt = expiresAt };
}
