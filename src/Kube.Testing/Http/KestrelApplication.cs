using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kube.Testing.Http;

/// <summary>What Kestrel hands a request to: reads it, has it answered, writes the answer.</summary>
internal sealed class KestrelApplication(long maxBody, Func<ServerRequest, CancellationToken, Task<ServerResponse>> handle) : IHttpApplication<IFeatureCollection>
{
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(IFeatureCollection features)
    {
        var aborted = features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        ServerRequest request;
        try
        {
            request = await ReadAsync(features, aborted.RequestAborted);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException error)
        {
            await WriteAsync(features, error.StatusCode == 413 ? ApiErrors.TooLarge(maxBody).ToResponse() : ApiErrors.BadRequest(error.Message).ToResponse(), aborted.RequestAborted);
            return;
        }

        try
        {
            var response = await handle(request, aborted.RequestAborted);
            if (response.Abort)
            {
                // Over HTTP/2 the stream is not enough: the connection is to be cut.
                features.Get<IConnectionLifetimeFeature>()?.Abort();
                aborted.Abort();
                return;
            }

            await WriteAsync(features, response, aborted.RequestAborted);
        }
        catch (OperationCanceledException) when (aborted.RequestAborted.IsCancellationRequested)
        {
            // The client went away; there is nobody to answer.
        }
    }

    private static async Task<ServerRequest> ReadAsync(IFeatureCollection features, CancellationToken cancellationToken)
    {
        var http = features.GetRequiredFeature<IHttpRequestFeature>();
        var target = http.RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        if (path.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            path = new Uri(path).AbsolutePath;
        }

        using var body = new MemoryStream();
        await http.Body.CopyToAsync(body, cancellationToken);
        var headers = new List<KeyValuePair<string, string>>(http.Headers.Count);
        foreach (var (name, values) in http.Headers)
        {
            foreach (var value in values)
            {
                headers.Add(new(name, value ?? ""));
            }
        }

        return new()
        {
            Method = http.Method,
            RawPath = path,
            Query = QueryText.Parse(question < 0 ? "" : target[(question + 1)..]),
            Headers = headers,
            Body = body.ToArray(),
            Host = http.Headers.Host.ToString(),
            ClientCertificate = features.Get<ITlsConnectionFeature>()?.ClientCertificate,
        };
    }

    private static async Task WriteAsync(IFeatureCollection features, ServerResponse response, CancellationToken cancellationToken)
    {
        var http = features.GetRequiredFeature<IHttpResponseFeature>();
        var body = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        http.StatusCode = response.Status;
        if (response.ContentType is not null)
        {
            http.Headers.ContentType = response.ContentType;
        }

        foreach (var warning in response.Warnings)
        {
            http.Headers.Append("Warning", WarningText.Header(warning));
        }

        foreach (var header in response.Headers)
        {
            http.Headers.Append(header.Key, header.Value);
        }

        if (response.Stream is null)
        {
            if (response.Status is not 304)
            {
                http.Headers.ContentLength = response.Body.Length;
            }

            await body.StartAsync(cancellationToken);
            if (!response.Body.IsEmpty)
            {
                await body.Writer.WriteAsync(response.Body, cancellationToken);
            }

            await body.CompleteAsync();
            return;
        }

        await body.StartAsync(cancellationToken);
        await body.Writer.FlushAsync(cancellationToken);
        await foreach (var chunk in response.Stream.WithCancellation(cancellationToken))
        {
            await body.Writer.WriteAsync(chunk, cancellationToken);
        }

        await body.CompleteAsync();
    }
}
