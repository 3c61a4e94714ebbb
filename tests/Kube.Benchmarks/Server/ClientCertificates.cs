using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kube.Testing;

namespace Kube.Benchmarks.Server;

/// <summary>Plain HTTP clients for a server that wants client certificates.</summary>
internal static class ClientCertificates
{
    public static HttpClient Connect(IApiServer server)
    {
        var config = server.Config;
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(config.CertificateAuthority!.Data.Span)) },
        };
        handler.SslOptions.ClientCertificates =
        [
            X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(config.ClientCertificate!.Certificate.Data.Span), Encoding.ASCII.GetString(config.ClientCertificate.Key.Data.Span)),
        ];
        return new(handler) { BaseAddress = server.Address };
    }
}
