using System.Security.Cryptography;
using Kube.Testing.Tls;

namespace Kube.Testing.Processes;

/// <summary>The files that an API server reads its certificates and keys from.</summary>
/// <param name="Folder">Where they are.</param>
internal sealed record ServerCertificates(string Folder)
{
    public string Authority => Path.Combine(Folder, "ca.crt");

    public string Certificate => Path.Combine(Folder, "apiserver.crt");

    public string Key => Path.Combine(Folder, "apiserver.key");

    /// <summary>Signs the tokens of service accounts.</summary>
    public string AccountKey => Path.Combine(Folder, "sa.key");

    /// <summary>Checks the tokens of service accounts.</summary>
    public string AccountPublicKey => Path.Combine(Folder, "sa.pub");

    public static async Task<ServerCertificates> WriteAsync(string folder, CertificateAuthority authority, CancellationToken cancellationToken)
    {
        var files = new ServerCertificates(folder);
        var (certificate, key) = authority.IssueServerPem();
        using var accounts = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(files.Authority, authority.Pem + "\n", cancellationToken);
        await File.WriteAllTextAsync(files.Certificate, certificate + "\n", cancellationToken);
        await File.WriteAllTextAsync(files.Key, key + "\n", cancellationToken);
        // The server reads PKCS#1 and SEC1, RSA and EC; not PKCS#8 with every version.
        await File.WriteAllTextAsync(files.AccountKey, accounts.ExportECPrivateKeyPem() + "\n", cancellationToken);
        await File.WriteAllTextAsync(files.AccountPublicKey, accounts.ExportSubjectPublicKeyInfoPem() + "\n", cancellationToken);
        return files;
    }
}
