using System.Net;

namespace Kube.Client;

/// <summary>The proxy that the environment asks for, by the rules of Go's <c>net/http</c>, which every other Kubernetes tool follows.</summary>
/// <remarks>
/// <c>HTTPS_PROXY</c> for https servers, <c>HTTP_PROXY</c> for http ones, in capitals or not. <c>NO_PROXY</c> is a list of <c>*</c>, names
/// (which cover their subdomains), <c>.suffixes</c>, addresses and CIDR blocks, each with an optional port. The machine itself is never proxied.
/// </remarks>
internal sealed class EnvironmentProxy : IWebProxy
{
    private readonly IWebProxy? _http;
    private readonly IWebProxy? _https;
    private readonly IReadOnlyList<string> _exceptions;

    private EnvironmentProxy(Uri? http, Uri? https, string? exceptions)
    {
        _http = http is null ? null : Connections.Proxy(http);
        _https = https is null ? null : Connections.Proxy(https);
        _exceptions = exceptions?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        Credentials = new Chosen(this);
    }

    public ICredentials? Credentials { get; set; }

    /// <summary>The proxy, or null where the environment asks for none.</summary>
    public static EnvironmentProxy? Create(KubeEnvironment environment)
    {
        var (http, https) = (Read(environment, "HTTP_PROXY"), Read(environment, "HTTPS_PROXY"));
        return http is null && https is null ? null : new EnvironmentProxy(http, https, environment["NO_PROXY"] ?? environment["no_proxy"]);
    }

    public Uri? GetProxy(Uri destination) => (IsHttps(destination) ? _https : _http)?.GetProxy(destination);

    public bool IsBypassed(Uri host) => (IsHttps(host) ? _https : _http) is null || IsLocal(host) || _exceptions.Any(e => Covers(e, host));

    private static bool IsHttps(Uri uri) => uri.Scheme is "https" or "wss";

    private static Uri? Read(KubeEnvironment environment, string name)
    {
        if ((environment[name] ?? environment[name.ToLowerInvariant()]) is not { } text) return null;
        if (Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" or "socks5") return uri;
        throw new KubeConfigException($"{name} is not an http, https or socks5 URL: '{text}'");
    }

    private static bool IsLocal(Uri uri) => uri.IsLoopback || uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static bool Covers(string exception, Uri uri)
    {
        if (exception == "*") return true;
        var host = uri.IdnHost;
        if (exception.Contains('/') && IPNetwork.TryParse(exception, out var network)) return IPAddress.TryParse(host, out var inside) && network.Contains(inside);
        if (IPAddress.TryParse(exception.Trim('[', ']'), out var bare)) return IPAddress.TryParse(host, out var same) && bare.Equals(same);
        var colon = exception.LastIndexOf(':');
        if (colon > 0 && int.TryParse(exception[(colon + 1)..], out var port))
            return port == uri.Port && Covers(exception[..colon], uri);
        var name = exception.StartsWith("*.", StringComparison.Ordinal) ? exception[1..] : exception;
        return name.StartsWith('.')
            ? host.EndsWith(name, StringComparison.OrdinalIgnoreCase)
            : host.Equals(name, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + name, StringComparison.OrdinalIgnoreCase);
    }

    private sealed class Chosen(EnvironmentProxy owner) : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType) =>
            new[] { owner._https, owner._http }.OfType<WebProxy>().FirstOrDefault(p => p.Address is { } a && a.Host == uri.Host && a.Port == uri.Port)?.Credentials?.GetCredential(uri, authType);
    }
}
