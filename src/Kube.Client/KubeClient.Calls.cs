using System.Net;
using Kube.Json;

namespace Kube.Client;

public sealed partial class KubeClient
{
    /// <summary>Sends a request and decodes the answer.</summary>
    /// <exception cref="KubeApiException">The server refused.</exception>
    /// <exception cref="KubeTransportException">No whole answer came in time, or it is no JSON.</exception>
    /// <exception cref="KubeConfigException">Credentials cannot be had.</exception>
    /// <exception cref="KubeSerializationException">The answer does not fit its type.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public Task<T> RequestAsync<T>(ApiRequest request, CancellationToken cancellationToken = default) where T : IKubeJson<T> =>
        CallAsync(request, static (_, body) => KubeJson.Deserialize<T>(body), cancellationToken);

    /// <summary>Sends a request and gives back the answer's bytes, when the server did not refuse.</summary>
    /// <exception cref="KubeApiException">The server refused.</exception>
    /// <exception cref="KubeTransportException">No whole answer came in time.</exception>
    /// <exception cref="KubeConfigException">Credentials cannot be had.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public Task<byte[]> RequestBytesAsync(ApiRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, static (_, body) => body.ToArray(), cancellationToken, json: false);

    internal delegate T Decode<out T>(HttpResponseMessage response, ReadOnlySpan<byte> body);

    internal async Task<T> CallAsync<T>(ApiRequest request, Decode<T> decode, CancellationToken cancellationToken, bool json = true)
    {
        using var deadline = new CallDeadline(this, request, Options.Deadline, cancellationToken);
        using var message = ToMessage(request);
        try
        {
            using var response = await SendAsync(message, deadline).ConfigureAwait(false);
            using var body = await BodyReader.ReadAsync(response.Content, Options.MaxResponseBytes, Config.Server, deadline.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) throw ErrorBody.ToException(request, response, body.Bytes, Options.TimeProvider.GetUtcNow());
            if (json && !IsJson(response)) throw NotJson(request, response, body.Bytes);
            return decode(response, body.Bytes);
        }
        catch (Exception e) when (deadline.Translate(e) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Sends a request whose answer is an object of a resource type.</summary>
    internal Task<T> ObjectAsync<T>(ApiRequest request, CancellationToken cancellationToken) where T : class, IKubeObject<T> =>
        CallAsync(request, (_, body) => Read<T>(body), cancellationToken);

    internal T Read<T>(ReadOnlySpan<byte> body) where T : class, IKubeObject<T> =>
        Options.KeepUnknownFields ? KubeJson.DeserializeKeepingUnknownFields<T>(body) : KubeJson.Deserialize<T>(body);

    /// <summary>Sends a request whose answer is a list, and decodes its objects as they arrive.</summary>
    internal async Task<KubeList<T>> ListAsync<T>(ApiRequest request, CancellationToken cancellationToken) where T : class, IKubeObject<T>
    {
        using var deadline = new CallDeadline(this, request, Options.Deadline, cancellationToken);
        using var message = ToMessage(request);
        try
        {
            using var response = await SendAsync(message, deadline).ConfigureAwait(false);
            if (response.IsSuccessStatusCode && IsJson(response)) return await ListBody.ReadAsync<T>(response.Content, this, deadline.Token).ConfigureAwait(false);
            using var body = await BodyReader.ReadAsync(response.Content, Options.MaxResponseBytes, Config.Server, deadline.Token).ConfigureAwait(false);
            throw response.IsSuccessStatusCode ? NotJson(request, response, body.Bytes) : ErrorBody.ToException(request, response, body.Bytes, Options.TimeProvider.GetUtcNow());
        }
        catch (Exception e) when (deadline.Translate(e) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Sends a request whose answer streams. A refusal is thrown before anything is read as content.</summary>
    internal async Task<HttpResponseMessage> OpenAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        // The deadline covers the headers only: a stream may be silent for as long as it likes.
        using var deadline = new CallDeadline(this, request, Options.Deadline, cancellationToken);
        using var message = ToMessage(request);
        HttpResponseMessage? response = null;
        try
        {
            response = await SendAsync(message, deadline).ConfigureAwait(false);
            if (response.IsSuccessStatusCode) return response;
            using var body = await BodyReader.ReadAsync(response.Content, Options.MaxResponseBytes, Config.Server, deadline.Token).ConfigureAwait(false);
            throw ErrorBody.ToException(request, response, body.Bytes, Options.TimeProvider.GetUtcNow());
        }
        catch (Exception e)
        {
            response?.Dispose();
            if (deadline.Translate(e) is { } translated) throw translated;
            throw;
        }
    }

    private static bool IsJson(HttpResponseMessage response)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        return type is null or "application/json" || type.EndsWith("+json", StringComparison.Ordinal);
    }

    private KubeTransportException NotJson(ApiRequest request, HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        var start = System.Text.Encoding.UTF8.GetString(body[..Math.Min(body.Length, 200)]).ReplaceLineEndings(" ");
        return new(
            $"{Config.Server.Authority} answered {request} with {response.Content.Headers.ContentType?.MediaType} where JSON was expected; is a proxy in between? It begins: {start}",
            TransportFailure.Protocol, Config.Server);
    }
}
