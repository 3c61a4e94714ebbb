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
        cancellationToken.ThrowIfCancellationRequested();
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

            var content = response.Stream is { } chunks ? exchange.Content(chunks) : new ReadOnlyMemoryContent(received.Method == "HEAD" ? default : response.Body);
            return Message(request, response, content);
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
            // In capitals, as it is sent.
            Method = HttpMethod.Parse(request.Method.Method).Method,
            RawPath = uri.AbsolutePath,
            Query = QueryText.Parse(uri.Query.TrimStart('?')),
            Headers = headers,
            Body = body,
            Host = uri.Authority,
        };
    }

    private static void Add(List<KeyValuePair<string, string>> all, HttpHeaders headers)
    {
        foreach (var (name, values) in headers.NonValidated)
        {
            // As they are sent: one line a name, but for identities, which may have commas of their own.
            if (values.Count > 1 && name.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase))
            {
                foreach (var value in values)
                {
                    all.Add(new(name, value));
                }
            }
            else
            {
                all.Add(new(name, string.Join(string.Equals(name, "User-Agent", StringComparison.OrdinalIgnoreCase) ? " " : ", ", (IEnumerable<string>)values)));
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
