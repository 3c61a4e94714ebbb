using System.Net;
using System.Net.Http.Headers;

namespace Kube.Testing.Http;

/// <summary>Answers an <see cref="HttpClient"/> from the server in this process, without a socket.</summary>
/// <param name="connections">Gets to know what is under way, so that a test can cut it.</param>
/// <param name="handle">Answers requests.</param>
internal sealed class InProcessHandler(ConnectionSet connections, Func<ServerRequest, CancellationToken, Task<ServerResponse>> handle) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (connections.IsClosed)
        {
            throw InProcessExchange.Refused();
        }

        var exchange = new InProcessExchange(connections);
        try
        {
            var received = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
            var response = await exchange.AnsweredAsync(() => handle(received, exchange.Aborted), cancellationToken).ConfigureAwait(false);
            if (response.Abort)
            {
                throw InProcessExchange.Cut();
            }

            return Message(request, response, response.Stream is null ? new ReadOnlyMemoryContent(response.Body) : exchange.Content(response.Stream));
        }
        finally
        {
            exchange.Returned();
        }
    }

    private static async Task<ServerRequest> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var headers = new List<KeyValuePair<string, string>>();
        Add(headers, request.Headers);
        if (request.Content is not null)
        {
            Add(headers, request.Content.Headers);
        }

        return new()
        {
            Method = request.Method.Method,
            RawPath = uri.AbsolutePath,
            Query = QueryText.Parse(uri.Query.TrimStart('?')),
            Headers = headers,
            Body = body,
            Host = uri.Authority,
        };
    }

    private static void Add(List<KeyValuePair<string, string>> all, HttpHeaders headers)
    {
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                all.Add(new(name, value));
            }
        }
    }

    private static HttpResponseMessage Message(HttpRequestMessage request, ServerResponse response, HttpContent content)
    {
        var message = new HttpResponseMessage((HttpStatusCode)response.Status) { RequestMessage = request, Content = content };
        if (response.ContentType is not null)
        {
            message.Content.Headers.TryAddWithoutValidation("Content-Type", response.ContentType);
        }

        foreach (var warning in response.Warnings)
        {
            message.Headers.TryAddWithoutValidation("Warning", WarningText.Header(warning));
        }

        foreach (var header in response.Headers)
        {
            message.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return message;
    }
}
