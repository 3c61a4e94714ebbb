using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kube.Schema.Json;

namespace Kube.Testing.Webhooks;

/// <summary>Posts reviews to webhooks and reads their answers.</summary>
/// <param name="routes">Other ways than the URL.</param>
/// <param name="clock">Measures timeouts.</param>
internal sealed class WebhookCaller(WebhookRoutes routes, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<HttpMessageInvoker>> _clients = new(StringComparer.Ordinal);

    /// <summary>The review that the webhook answers with.</summary>
    /// <exception cref="WebhookCallException">No answer came in time, or none that is JSON with a kind.</exception>
    public async Task<JsonObject> PostAsync(WebhookAddress address, JsonObject review, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var shown = Url(address.Url, timeout);
        var (client, target) = Way(address, shown);
        using var patience = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ReadOnlyMemoryContent(review.ToUtf8Json()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Accept.ParseAdd("application/json, */*");
        request.Headers.UserAgent.ParseAdd("kube-apiserver-admission");
        try
        {
            // A handler in this process need not look at its token: the timeout holds all the same.
            using var response = await client.SendAsync(request, either.Token).WaitAsync(either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token).WaitAsync(either.Token);
            return response.StatusCode is >= HttpStatusCode.OK and <= HttpStatusCode.PartialContent ? Review(body) : throw new WebhookCallException(Refusal(response.StatusCode, body));
        }
        catch (OperationCanceledException error) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new WebhookCallException($"Post \"{shown}\": context deadline exceeded", error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new WebhookCallException($"Post \"{shown}\": {Reason(error, target)}", error);
        }
        catch (Exception error) when (error is not (WebhookCallException or OperationCanceledException))
        {
            // A handler in this process that throws is a webhook that fails.
            throw new WebhookCallException($"Post \"{shown}\": {error.GetType().Name}: {error.Message}", error);
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(c => c.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }

    private static Uri Url(Uri url, TimeSpan timeout) =>
        new UriBuilder(url) { Query = string.Create(CultureInfo.InvariantCulture, $"timeout={(long)timeout.TotalSeconds}s") }.Uri;

    private (HttpMessageInvoker Client, Uri Target) Way(WebhookAddress address, Uri shown)
    {
        if (address.Service is not { } service)
        {
            return (routes.Host(shown.Host)?.InProcess ?? Client(address.CaBundle), shown);
        }

        var route = routes.Service(service.Namespace, service.Name) ?? throw new WebhookCallException(
            $"Post \"{shown}\": service \"{service.Name}\" not found: the embedded server has no network of services; tell it where {service.Namespace}/{service.Name} is with server.Webhooks.MapService(\"{service.Namespace}\", \"{service.Name}\", …)");
        return route switch
        {
            { InProcess: { } handler } => (handler, shown),
            { Address: { Scheme: "http" } plain } => (Client(""), new UriBuilder(shown) { Scheme = plain.Scheme, Host = plain.Host, Port = plain.Port }.Uri),
            // The name stays, for the certificate; the connection goes to the address.
            _ => (Client(address.CaBundle, route.Address), shown),
        };
    }

    private HttpMessageInvoker Client(string bundle, Uri? connectTo = null) =>
        _clients.GetOrAdd($"{connectTo?.Authority}\n{bundle}", _ => new(() => new HttpMessageInvoker(Handler(bundle, connectTo)))).Value;

    private static SocketsHttpHandler Handler(string bundle, Uri? connectTo)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false };
        if (bundle.Length > 0)
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(bundle);
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, problems) => IsTrusted(certificate, chain, problems, roots);
        }

        if (connectTo is not null)
        {
            handler.ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(connectTo.Host, connectTo.Port, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            };
        }

        return handler;
    }

    private static bool IsTrusted(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors problems, X509Certificate2Collection roots)
    {
        if (certificate is null || chain is null || (problems & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            return false;
        }

        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Clear();
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        return chain.Build((X509Certificate2)certificate);
    }

    private static JsonObject Review(byte[] body)
    {
        JsonValue value;
        try
        {
            value = JsonValue.Parse(body);
        }
        catch (JsonParseException error)
        {
            throw new WebhookCallException(
                body.Length == 0 ? "unexpected end of JSON input" : $"couldn't get version/kind; json parse error: {error.Message}", error);
        }

        return value is JsonObject review && review.GetString("kind") is { Length: > 0 }
            ? review
            : throw new WebhookCallException($"Object 'Kind' is missing in '{Encoding.UTF8.GetString(body)}'");
    }

    /// <summary>What an HTTP status other than success means, as the real server's client words it.</summary>
    private static string Refusal(HttpStatusCode status, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        if (text.StartsWith('{') && TryParse(body) is JsonObject problem && problem.GetString("kind") == "Status")
        {
            return problem.GetString("message") ?? "";
        }

        return (int)status switch
        {
            400 => "the server rejected our request for an unknown reason",
            401 => "the server has asked for the client to provide credentials",
            403 => text,
            404 => "the server could not find the requested resource",
            405 => "the server does not allow this method on the requested resource",
            409 => "the server reported a conflict",
            422 => "the server rejected our request due to an error in our request",
            429 => "the server has received too many requests and has asked us to try again later",
            503 => "the server is currently unable to handle the request",
            504 => "the server was unable to return a response in the time allotted, but may still be processing the request",
            >= 500 => $"an error on the server ({GoQuoted(text)}) has prevented the request from succeeding",
            _ => $"the server responded with the status code {(int)status} but did not return more information",
        };
    }

    private static JsonValue? TryParse(byte[] body)
    {
        try
        {
            return JsonValue.Parse(body);
        }
        catch (JsonParseException)
        {
            return null;
        }
    }

    private static string GoQuoted(string text) => JsonString.Of(text).ToJson();

    private static string Reason(Exception error, Uri target) => error switch
    {
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
            $"dial tcp {target.Authority}: connect: connection refused",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => $"dial tcp: lookup {target.Host}: no such host",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            "tls: failed to verify certificate: x509: certificate signed by unknown authority, or not for this host",
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } or IOException => "EOF",
        _ => error.Message,
    };
}
