using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Kube.Client;

namespace Kube.Testing;

/// <summary>Answers a client from a script, without a server: for tests of code that makes a few known calls, or of what it does with answers that no healthy server gives.</summary>
/// <remarks>
/// <para>Each route answers in the order of its script; its last answer is given again and again. A request for which there is no route is an <see cref="InvalidOperationException"/> that names it, in the test that made it.</para>
/// <para>For whole behaviour (validation, conflicts, watches that follow writes) use <see cref="EmbeddedApiServer"/>. Safe to use from any thread.</para>
/// </remarks>
public sealed class ScriptedAnswers
{
    private readonly Lock _gate = new();
    private readonly List<ScriptedRoute> _routes = [];
    private readonly ConcurrentQueue<RequestRecord> _requests = [];

    /// <summary>What was asked, in order, with the status of each answer.</summary>
    public IReadOnlyList<RequestRecord> Requests => [.. _requests];

    /// <summary>The answers of one method and path; called again for the same two, it goes on with the same script.</summary>
    /// <param name="method">Such as <c>GET</c>.</param>
    /// <param name="path">The path, such as <c>/api/v1/namespaces/default/pods/web</c>; with a query (<c>?watch=true</c>) only requests that have each of its parameters.</param>
    public ScriptedRoute On(string method, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentException.ThrowIfNullOrEmpty(path);
        lock (_gate)
        {
            if (_routes.Find(r => r.Method == method && r.Text == path) is { } known)
            {
                return known;
            }

            var route = new ScriptedRoute(this, method, path);
            _routes.Add(route);
            return route;
        }
    }

    /// <summary>A client that is answered from this script. The caller disposes it.</summary>
    /// <param name="options">How it behaves; none for the defaults.</param>
    public KubeClient CreateClient(KubeClientOptions? options = null) => new KubeClientBuilder(new KubeConfig { Server = new("https://scripted.test"), Source = "script" })
        .With(options ?? new())
        .UseTransport(CreateHandler)
        .Build();

    /// <summary>A handler that answers from this script, for <see cref="KubeClientBuilder.UseTransport"/>.</summary>
    public HttpMessageHandler CreateHandler() => new Handler(this);

    /// <summary>Fails when some answer of the script was never asked for.</summary>
    /// <exception cref="InvalidOperationException">The message names the routes and how many answers are left.</exception>
    public void RequireAllGiven()
    {
        lock (_gate)
        {
            var left = _routes.Where(r => r.Left > 0).Select(r => $"{r}: {r.Left.ToString(CultureInfo.InvariantCulture)}").ToList();
            if (left.Count > 0)
            {
                throw new InvalidOperationException($"Answers that nobody asked for: {string.Join(", ", left)}.");
            }
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var record = new RequestRecord(
            request.Method.Method,
            request.RequestUri!.AbsolutePath,
            Uri.UnescapeDataString(request.RequestUri.Query.TrimStart('?')),
            request.Headers.UserAgent.ToString(),
            request.Content?.Headers.ContentType?.ToString() ?? "",
            body);
        _requests.Enqueue(record);
        Func<RequestRecord, CancellationToken, Task<HttpResponseMessage>> answer;
        lock (_gate)
        {
            // The route that asks for most of the query fits best.
            var route = _routes.Where(r => r.Fits(record)).MaxBy(r => r.Demands);
            answer = route?.Take() ?? throw new InvalidOperationException(
                $"The script has no answer to {record.Method} {record.Path}{(record.Query.Length > 0 ? "?" + record.Query : "")}; it has: {(_routes.Count == 0 ? "nothing" : string.Join(", ", _routes))}.");
        }

        var response = await answer(record, cancellationToken);
        record.Status = (int)response.StatusCode;
        return response;
    }

    internal static HttpResponseMessage Json(int status, string json, TimeSpan? retryAfter = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = new(wait);
        }

        return response;
    }

    private sealed class Handler(ScriptedAnswers script) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => script.AnswerAsync(request, cancellationToken);
    }
}
