using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kube.Client;

/// <summary>Loads certificates and keys from PEM, with errors that name the file.</summary>
internal static class Certificates
{
    public sealed record Pair(X509Certificate2 Leaf, X509Certificate2Collection Intermediates);

    public static byte[] ReadSource(PemSource source, string what)
    {
        if (source.Path is not { } path) return source.Data.ToArray();
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException($"{what} cannot be read: {e.Message}", path, innerException: e);
        }
    }

    /// <summary>A leaf with its key (RSA or EC; PKCS#8, PKCS#1 or SEC1), and the certificates after it in the same text.</summary>
    public static Pair LoadPair(string certificatePem, string keyPem, string what)
    {
        try
        {
            using var leaf = X509Certificate2.CreateFromPem(certificatePem, keyPem);
            var all = new X509Certificate2Collection();
            all.ImportFromPem(certificatePem);
            var intermediates = new X509Certificate2Collection(all.Skip(1).ToArray());
            // Also on Linux: a key that lives in the store's own form survives every TLS stack; Windows refuses ephemeral ones.
            return new Pair(X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null), intermediates);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new KubeConfigException($"{what} and its key do not load: {e.Message.ReplaceLineEndings(" ")} (PEM with an RSA or EC key is expected)", innerException: e);
        }
    }

    public static X509Certificate2Collection LoadAuthorities(ReadOnlySpan<byte> pem, string what)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(Encoding.ASCII.GetString(pem));
        }
        catch (CryptographicException e)
        {
            throw new KubeConfigException($"{what} does not load: {e.Message}", innerException: e);
        }
        return authorities.Count > 0 ? authorities : throw new KubeConfigException($"{what} holds no certificate (PEM is expected)");
    }
}
