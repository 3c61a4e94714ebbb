using System.Net;

namespace Kube.Client.Tests.Handlers;

/// <summary>Answers requests from a script, without sockets, and remembers them.</summary>
public sealed class RecordedTransport(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    private int _next;

    public List<string> Requests { get; } = [];

    public static HttpResponseMessage Ok(string json = """{"metadata":{"name":"a"}}""") => Answer(200, json);

    public static HttpResponseMessage Answer(int code, string json = "{}", TimeSpan? retryAfter = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)code) { Content = new StringContent(json, null, "application/json") };
        if (retryAfter is { } wait) response.Headers.RetryAfter = new(wait);
        return response;
    }

    public static Func<HttpResponseMessage> Throws(HttpRequestError error) => () => throw new HttpRequestException(error, "made up");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(answers[Math.Min(_next++, answers.Length - 1)]());
    }
}
