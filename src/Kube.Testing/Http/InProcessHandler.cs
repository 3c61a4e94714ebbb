using System.IO.Pipelines;
using System.Net;

namespace Kube.Testing.Http;

/// <summary>Answers an <see cref="HttpClient"/> from the server in this process, without a socket.</summary>
internal sealed class InProcessHandler(Func<ServerRequest, CancellationToken, Task<ServerResponse>> handle) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
            .SelectMany(h => h.Value.Select(v => KeyValuePair.Create(h.Key, v)));
        // A watch outlives the call that opened it; its reader ends it.
        var streaming = new CancellationTokenSource();
        var response = await handle(
            new()
            {
                Method = request.Method.Method,
                RawPath = uri.AbsolutePath,
                Query = QueryText.Parse(uri.Query.TrimStart('?')),
                Headers = [.. headers],
                Body = body,
                Host = uri.Authority,
            },
            streaming.Token).WaitAsync(cancellationToken);
        if (response.Abort)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was dropped: a fault was asked for.");
        }

        var message = new HttpResponseMessage((HttpStatusCode)response.Status)
        {
            RequestMessage = request,
            Content = response.Stream is null ? new ReadOnlyMemoryContent(response.Body) : new WatchContent(Pump(response.Stream, streaming), streaming),
        };
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

    private static Stream Pump(IAsyncEnumerable<ReadOnlyMemory<byte>> chunks, CancellationTokenSource stop)
    {
        var pipe = new Pipe();
        _ = PumpAsync(chunks, pipe.Writer, stop);
        return pipe.Reader.AsStream();
    }

    private static async Task PumpAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> chunks, PipeWriter writer, CancellationTokenSource stop)
    {
        Exception? fault = null;
        try
        {
            await foreach (var chunk in chunks.WithCancellation(stop.Token))
            {
                var flushed = await writer.WriteAsync(chunk, stop.Token);
                if (flushed.IsCompleted)
                {
                    // The reader closed its stream: nobody watches any more.
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader went away.
        }
        catch (Exception error)
        {
            fault = error;
        }

        await writer.CompleteAsync(fault);
    }

    /// <summary>A watch's stream; disposing it ends the watch.</summary>
    private sealed class WatchContent(Stream stream, CancellationTokenSource stop) : StreamContent(stream)
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                stop.Cancel();
            }

            base.Dispose(disposing);
        }
    }
}
