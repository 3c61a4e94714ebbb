using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Kube.Testing;

/// <summary>Where an <see cref="EmbeddedApiServer"/> finds the webhooks that configurations and definitions name: services by address or in this process, hosts in this process.</summary>
/// <remarks>
/// A <c>clientConfig</c> with a <c>url</c> that no route stands for is called as it is written, over HTTPS with its <c>caBundle</c>. A cluster's services have no
/// addresses here, so a <c>clientConfig</c> with a <c>service</c> needs a route. Routes may be set at any time, also before the configuration that uses them.
/// </remarks>
public sealed class WebhookRoutes
{
    private readonly ConcurrentDictionary<string, WebhookRoute> _services = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, WebhookRoute> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sends calls of a service to <paramref name="address"/>.</summary>
    /// <param name="namespace">The service's namespace.</param>
    /// <param name="name">The service's name.</param>
    /// <param name="address">Scheme, host and port to call, <c>http</c> or <c>https</c>; the path is that of the <c>clientConfig</c>. Over <c>https</c> the certificate must be for <c>name.namespace.svc</c>.</param>
    /// <exception cref="ArgumentException">The address is not absolute, or of another scheme.</exception>
    public void MapService(string @namespace, string name, Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException($"A webhook's address must be an absolute http or https URL, not '{address}'.", nameof(address));
        }

        _services[Key(@namespace, name)] = new(address, null);
    }

    /// <summary>Answers calls of a service in this process, without a socket: by the handler of an ASP.NET Core test server, for example.</summary>
    /// <param name="namespace">The service's namespace.</param>
    /// <param name="name">The service's name.</param>
    /// <param name="handler">Gets <c>https://name.namespace.svc:port/path</c>. The caller keeps and disposes it.</param>
    public void MapService(string @namespace, string name, HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _services[Key(@namespace, name)] = new(null, new(handler, disposeHandler: false));
    }

    /// <summary>Answers calls of a service in this process by a function from the review (<c>AdmissionReview</c> or <c>ConversionReview</c>) to the answering review.</summary>
    /// <param name="namespace">The service's namespace.</param>
    /// <param name="name">The service's name.</param>
    /// <param name="answer">Gets the review with its <c>request</c>; gives a review with its <c>response</c>, or null for an empty answer. An exception is told as a failed call.</param>
    public void MapService(string @namespace, string name, Func<JsonNode, CancellationToken, ValueTask<JsonNode?>> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        MapService(@namespace, name, new ReviewHandler(answer));
    }

    /// <summary>Answers calls of URLs with this host in this process, without a socket.</summary>
    /// <param name="host">The host of the <c>clientConfig</c>'s <c>url</c>, such as <c>hooks.test</c>; any port.</param>
    /// <param name="handler">Gets the request as it would be sent. The caller keeps and disposes it.</param>
    public void MapHost(string host, HttpMessageHandler handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        ArgumentNullException.ThrowIfNull(handler);
        _hosts[host] = new(null, new(handler, disposeHandler: false));
    }

    internal WebhookRoute? Service(string @namespace, string name) => _services.GetValueOrDefault(Key(@namespace, name));

    private static string Key(string @namespace, string name) => $"{@namespace}/{name}";

    internal WebhookRoute? Host(string host) => _hosts.GetValueOrDefault(host);

    /// <summary>A review function as an HTTP endpoint.</summary>
    private sealed class ReviewHandler(Func<JsonNode, CancellationToken, ValueTask<JsonNode?>> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            var reply = await answer(JsonNode.Parse(body)!, cancellationToken);
            var content = new StringContent(reply?.ToJsonString() ?? "", Encoding.UTF8);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        }
    }
}

/// <summary>Another way to a webhook than its URL: an address, or a handler in this process.</summary>
internal sealed record WebhookRoute(Uri? Address, HttpMessageInvoker? InProcess);
