using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Kube.Client;

/// <summary>Makes the handler that holds the connections of one identity.</summary>
internal static class Connections
{
    public static SocketsHttpHandler Create(KubeConfig config, KubeClientOptions options, TlsMaterial material)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = config.DisableCompression ? DecompressionMethods.None : DecompressionMethods.GZip,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionIdleTimeout = options.IdleConnectionTimeout,
            MaxConnectionsPerServer = options.MaxConnections,
            EnableMultipleHttp2Connections = true,
            // Finds connections whose other end is gone without a word; KeepAlivePingPolicy.Always would ping idle ones, too.
            KeepAlivePingDelay = options.KeepAlivePingDelay,
            KeepAlivePingTimeout = options.KeepAlivePingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            MaxResponseHeadersLength = 256,
            ConnectCallback = async (context, cancellationToken) => await ConnectAsync(config, options, context.DnsEndPoint, cancellationToken).ConfigureAwait(false),
            SslOptions = Tls(config, options, material),
            RequestHeaderEncodingSelector = config.Impersonation is null ? null : RepeatedHeaders.Select,
        };
        if ((config.ProxyUrl is { } proxy ? Proxy(proxy) : EnvironmentProxy.Create(KubeEnvironment.Process)) is { } way) handler.Proxy = way;
        else handler.UseProxy = false;
        return handler;
    }

    // What is connected to is the server or a proxy before it.
    private static async Task<NetworkStream> ConnectAsync(KubeConfig config, KubeClientOptions options, DnsEndPoint to, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync(to, options, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException e) when (!IsServer(config, to))
        {
            throw new ProxyUnreachableException(to, e);
        }
    }

    internal static bool IsServer(KubeConfig config, DnsEndPoint to) =>
        to.Port == config.Server.Port && to.Host.Trim('[', ']').Equals(config.Server.IdnHost.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens a socket that TCP itself watches over: HTTP/1.1 and WebSockets have no pings that could.</summary>
    public static async Task<NetworkStream> OpenAsync(DnsEndPoint server, KubeClientOptions options, CancellationToken cancellationToken)
    {
        const int Probes = 3;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, Seconds(options.KeepAlivePingDelay));
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Seconds(options.KeepAlivePingTimeout / Probes));
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
            await socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        // The bounds are Linux'.
        static int Seconds(TimeSpan time) => (int)Math.Clamp(Math.Ceiling(time.TotalSeconds), 1, 32767);
    }

    public static IWebProxy Proxy(Uri url)
    {
        var proxy = new WebProxy(new UriBuilder(url) { UserName = "", Password = "" }.Uri);
        if (url.UserInfo.Length > 0)
        {
            var parts = url.UserInfo.Split(':', 2);
            proxy.Credentials = new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        }
        return proxy;
    }

    private static SslClientAuthenticationOptions Tls(KubeConfig config, KubeClientOptions options, TlsMaterial material)
    {
        var tls = new SslClientAuthenticationOptions { EnabledSslProtocols = options.TlsVersions };
        if (material.Certificate is { } certificate)
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, material.Intermediates, offline: true);
        if (config.SkipTlsVerify)
        {
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
            return tls;
        }
        tls.CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (material.Authorities is { } authorities)
        {
            // The cluster's CA replaces what the machine trusts; it does not come on top.
            tls.CertificateChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }
        tls.RemoteCertificateValidationCallback = (sender, remote, chain, errors) =>
            errors is SslPolicyErrors.None ? true : throw new DistrustException(Distrust(sender, remote, chain, errors, material.Authorities is not null));
        return tls;
    }

    private static string Distrust(object sender, X509Certificate? remote, X509Chain? chain, SslPolicyErrors errors, bool ownAuthority)
    {
        if (remote is not X509Certificate2 certificate) return "the server sent no certificate";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
                .SelectMany(e => e.EnumerateDnsNames().Concat(e.EnumerateIPAddresses().Select(a => a.ToString())));
            return $"the server's certificate is for {string.Join(", ", names.Take(10))}, not for {(sender as SslStream)?.TargetHostName}; set tls-server-name to one of its names";
        }
        var now = DateTime.Now;
        if (certificate.NotAfter < now) return $"the server's certificate '{certificate.Subject}' ended on {certificate.NotAfter.ToUniversalTime():u}; renew it, or set the clock of this machine";
        if (certificate.NotBefore > now) return $"the server's certificate '{certificate.Subject}' begins on {certificate.NotBefore.ToUniversalTime():u}; is the clock of this machine right?";
        var reasons = chain is null ? "" : string.Join(", ", chain.ChainStatus.Select(s => s.Status).Distinct());
        return $"the server's certificate '{certificate.Subject}', issued by '{certificate.Issuer}', is not trusted ({reasons}); "
            + (ownAuthority ? "is certificate-authority the CA of this server?" : "set certificate-authority to the CA of this server");
    }
}
