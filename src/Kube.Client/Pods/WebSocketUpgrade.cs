using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace Kube.Client;

/// <summary>Opens a WebSocket through the client's own chain, so that credentials, TLS, proxies and spans are those of every request.</summary>
internal static class WebSocketUpgrade
{
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>The socket, with the sub-protocol the server chose.</summary>
    /// <exception cref="KubeApiException">The server refused; its Status tells why, which a plain WebSocket client would lose.</exception>
    public static async Task<(WebSocket Socket, string Protocol)> OpenAsync(KubeClient client, ApiRequest request, IReadOnlyList<string> protocols, CancellationToken cancellationToken)
    {
        using var deadline = new CallDeadline(client, request, client.Options.Deadline, cancellationToken);
        return await OpenAsync(client, request, protocols, deadline).ConfigureAwait(false);
    }

    /// <summary>The same within a deadline that covers what follows the upgrade as well.</summary>
    /// <exception cref="KubeApiException">The server refused.</exception>
    public static async Task<(WebSocket Socket, string Protocol)> OpenAsync(KubeClient client, ApiRequest request, IReadOnlyList<string> protocols, CallDeadline deadline)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        using var message = client.ToMessage(request);
        message.Version = HttpVersion.Version11;
        message.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        message.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        message.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        message.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        message.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", key);
        message.Headers.TryAddWithoutValidation("Sec-WebSocket-Protocol", string.Join(", ", protocols));
        HttpResponseMessage? response = null;
        try
        {
            response = await client.SendAsync(message, deadline).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
            {
                using var body = await BodyReader.ReadAsync(response.Content, client.Options.MaxResponseBytes, client.Config.Server, deadline.Token).ConfigureAwait(false);
                throw ErrorBody.ToException(request, response, body.Bytes, client.Options.TimeProvider.GetUtcNow());
            }
            var protocol = Agree(client, response, key, protocols);
            var stream = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
            // No answer to pings is demanded: where nobody reads an output for a while it stands behind that output, and a slow reader is no broken
            // connection. TCP finds those.
            return (WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { KeepAliveInterval = client.Options.KeepAlivePingDelay }), protocol);
        }
        catch (Exception e)
        {
            response?.Dispose();
            if (deadline.Translate(e) is { } translated) throw translated;
            throw;
        }
    }

    private static string Agree(KubeClient client, HttpResponseMessage response, string key, IReadOnlyList<string> protocols)
    {
        var expected = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptSuffix)));
        var accept = response.Headers.TryGetValues("Sec-WebSocket-Accept", out var accepts) ? accepts.FirstOrDefault() : null;
        var protocol = response.Headers.TryGetValues("Sec-WebSocket-Protocol", out var chosen) ? chosen.FirstOrDefault() : null;
        if (accept != expected) throw Wrong("did not complete the WebSocket handshake; is a proxy in between that does not pass WebSockets on?");
        return protocol is not null && protocols.Contains(protocol) ? protocol : throw Wrong($"speaks none of {string.Join(", ", protocols)}");

        KubeTransportException Wrong(string what) => new($"{client.Config.Server.Authority} {what}", TransportFailure.Protocol, client.Config.Server);
    }
}
