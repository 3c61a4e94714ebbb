using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Kube.Client;

/// <summary>Turns what sockets and HTTP throw into one line that names the server and what to do.</summary>
internal static class TransportErrors
{
    /// <summary>Whether the request was certainly not sent.</summary>
    public static bool NothingSent(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    public static KubeTransportException Describe(Exception e, Uri server)
    {
        var host = server.Authority;
        var error = (e as HttpRequestException)?.HttpRequestError ?? (e as HttpIOException)?.HttpRequestError;
        if (Find<ProxyUnreachableException>(e) is { } proxy)
            return new KubeTransportException($"cannot connect to the proxy {proxy.Proxy.Host}:{proxy.Proxy.Port}, behind which {host} is: {ConnectReason(e, "is it running there?")}", TransportFailure.Proxy, server, e);
        var (failure, message) = error switch
        {
            HttpRequestError.NameResolutionError =>
                (TransportFailure.NameResolution, $"the server's name {server.Host} cannot be resolved ({Innermost(e)}); check the server in the kubeconfig and the network"),
            HttpRequestError.SecureConnectionError => (TransportFailure.Tls, $"TLS with {host} failed: {TlsReason(e)}"),
            HttpRequestError.ConnectionError => (TransportFailure.Connect, $"cannot connect to {host}: {ConnectReason(e, "is the API server running there?")}"),
            HttpRequestError.ProxyTunnelError => (TransportFailure.Proxy, $"the proxy does not connect to {host}: {Innermost(e)}"),
            HttpRequestError.ResponseEnded => (TransportFailure.Broken, $"{host} closed the connection before its answer was complete; {(server.Scheme == Uri.UriSchemeHttp ? "does it speak https?" : "try again")}"),
            HttpRequestError.InvalidResponse or HttpRequestError.VersionNegotiationError or HttpRequestError.ConfigurationLimitExceeded =>
                (TransportFailure.Protocol, $"{host} does not answer as an API server does: {Innermost(e)}; is it the right port?"),
            _ when e is InvalidDataException => (TransportFailure.Protocol, $"the answer of {host} does not decompress: {Line(e.Message)}"),
            _ => (TransportFailure.Broken, $"the connection to {host} broke: {Innermost(e)}"),
        };
        return new KubeTransportException(message, failure, server, e);
    }

    public static KubeTransportException Timeout(Uri server, TimeSpan limit, string request, Exception e) =>
        new($"{server.Authority} did not answer {request} within {limit.TotalSeconds:0.###} s; raise KubeClientOptions.Deadline if that is expected", TransportFailure.Timeout, server, e);

    public static KubeTransportException ConnectTimeout(Uri server, Exception e) =>
        new($"cannot connect to {server.Authority}: timed out; is the server reachable from here?", TransportFailure.Connect, server, e);

    public static KubeTransportException Silent(Uri server, TimeSpan limit) =>
        new($"{server.Authority} was silent on a watch for {limit.TotalSeconds:0.###} s; the connection counts as dead", TransportFailure.Timeout, server);

    public static bool Is(Exception e) => e is HttpRequestException or IOException or SocketException or InvalidDataException or AuthenticationException;

    private static string ConnectReason(Exception e, string question) => Find<SocketException>(e)?.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => $"connection refused; {question}",
        SocketError.TimedOut => "timed out; is the server reachable from here?",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "no route; is the network or VPN up?",
        _ => Innermost(e),
    };

    private static string TlsReason(Exception e)
    {
        var reason = Line(Find<AuthenticationException>(e)?.Message ?? Innermost(e));
        // What the server's certificate is missing we have said ourselves, with what to do.
        if (Find<DistrustException>(e) is { } distrust) return Line(distrust.Message);
        var cause = Innermost(e);
        return $"{(cause == reason ? reason.TrimEnd('.') : $"{reason} ({cause})")}; does the server speak TLS there, and do both sides have a version in common?";
    }

    private static T? Find<T>(Exception? e) where T : Exception
    {
        for (; e is not null; e = e.InnerException)
            if (e is T found) return found;
        return null;
    }

    private static string Innermost(Exception e)
    {
        while (e.InnerException is { } inner) e = inner;
        return Line(e.Message);
    }

    private static string Line(string text) => text.ReplaceLineEndings(" ").Trim();
}
