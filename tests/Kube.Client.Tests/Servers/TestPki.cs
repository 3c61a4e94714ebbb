using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kube.Client.Tests.Servers;

/// <summary>A certificate authority made for one test, and what it issues.</summary>
public sealed class TestPki
{
    private readonly X509Certificate2 _authority;

    public TestPki(string name = "test-ca")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
    }

    public string Pem => _authority.ExportCertificatePem();

    public ReadOnlyMemory<byte> PemBytes => System.Text.Encoding.ASCII.GetBytes(Pem);

    public X509Certificate2 Certificate => X509CertificateLoader.LoadCertificate(_authority.RawData);

    public X509Certificate2 Server(params string[] names) => Server(TimeSpan.FromMinutes(50), names);

    /// <summary>A server's certificate that ends after <paramref name="life"/> from now, which may be before now.</summary>
    public X509Certificate2 Server(TimeSpan life, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        if (names.Length == 0) names = ["localhost", "127.0.0.1"];
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        }
        request.CertificateExtensions.Add(alternatives.Build());
        using var issued = Issue(request, life);
        using var pair = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>A client certificate and its key as PEM.</summary>
    public (string Certificate, string Key) Client(string user, bool rsa = false, TimeSpan? life = null)
    {
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is RSA r
            ? new CertificateRequest($"CN={user}", r, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={user}", (ECDsa)key, HashAlgorithmName.SHA256);
        using var issued = Issue(request, life);
        var pem = key is RSA rsaKey ? rsaKey.ExportRSAPrivateKeyPem() : ((ECDsa)key).ExportECPrivateKeyPem();
        return (issued.ExportCertificatePem(), pem);
    }

    private X509Certificate2 Issue(CertificateRequest request, TimeSpan? life = null) =>
        request.Create(_authority.SubjectName, X509SignatureGenerator.CreateForECDsa(_authority.GetECDsaPrivateKey()!),
            DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow + (life ?? TimeSpan.FromMinutes(50)), RandomNumberGenerator.GetBytes(8));
}
