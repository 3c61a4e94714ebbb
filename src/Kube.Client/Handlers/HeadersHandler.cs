namespace Kube.Client;

/// <summary>Adds what every request carries: user agent, impersonation, one's own headers, and the name the server is known by.</summary>
internal sealed class HeadersHandler(KubeConfig config, KubeClientOptions options) : DelegatingHandler
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> _headers = [.. Build(config, options)];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in _headers)
            request.Headers.TryAddWithoutValidation(name, value);
        // .NET takes the SNI and the name to check from the Host header.
        if (config.TlsServerName is { } server) request.Headers.Host = server;
        return base.SendAsync(request, cancellationToken);
    }

    private static IEnumerable<KeyValuePair<string, string>> Build(KubeConfig config, KubeClientOptions options)
    {
        yield return new("User-Agent", options.UserAgent);
        foreach (var header in options.Headers) yield return header;
        if (config.Impersonation is not { } acting) yield break;
        yield return new("Impersonate-User", acting.User);
        if (acting.Uid is { } uid) yield return new("Impersonate-Uid", uid);
        foreach (var group in acting.Groups) yield return new("Impersonate-Group", group);
        foreach (var (key, values) in acting.Extra)
            foreach (var value in values)
                yield return new($"Impersonate-Extra-{Uri.EscapeDataString(key.ToLowerInvariant())}", value);
    }
}
