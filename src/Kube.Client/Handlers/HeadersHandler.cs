namespace Kube.Client;

/// <summary>Adds what every request carries: user agent, impersonation, one's own headers, and the name the server is known by.</summary>
internal sealed class HeadersHandler(KubeConfig config, KubeClientOptions options, bool overSockets) : DelegatingHandler
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> _headers = [.. Build(config, options, overSockets)];
    private readonly bool _http11 = overSockets && RepeatedHeaders.Needed(config);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in _headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (_http11)
        {
            request.Version = System.Net.HttpVersion.Version11;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        }
        // .NET takes the SNI and the name to check from the Host header.
        if (config.TlsServerName is { } server) request.Headers.Host = server;
        return base.SendAsync(request, cancellationToken);
    }

    private static IEnumerable<KeyValuePair<string, string>> Build(KubeConfig config, KubeClientOptions options, bool overSockets)
    {
        yield return new("User-Agent", options.UserAgent);
        foreach (var header in options.Headers) yield return header;
        if (config.Impersonation is not { } acting) yield break;
        // An empty name would be no impersonation at all.
        if (acting.User.Length == 0) throw new KubeConfigException("the impersonation names no user; name whom to act as, or leave it out", config.Source);
        yield return new("Impersonate-User", RepeatedHeaders.Check("Impersonate-User", acting.User));
        if (acting.Uid is { } uid) yield return new("Impersonate-Uid", RepeatedHeaders.Check("Impersonate-Uid", uid));
        foreach (var header in Repeated("Impersonate-Group", acting.Groups, overSockets)) yield return header;
        foreach (var (key, values) in acting.Extra)
            foreach (var header in Repeated($"Impersonate-Extra-{Uri.EscapeDataString(key.ToLowerInvariant())}", values, overSockets)) yield return header;
    }

    private static IEnumerable<KeyValuePair<string, string>> Repeated(string name, IReadOnlyList<string> values, bool overSockets)
    {
        if (values.Count == 0) return [];
        foreach (var value in values) RepeatedHeaders.Check(name, value);
        return overSockets ? [new(name, RepeatedHeaders.Join(values))] : values.Select(v => KeyValuePair.Create(name, v));
    }
}
