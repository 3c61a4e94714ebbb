using System.Net;

namespace Kube.Client;

/// <summary>Which failures are repeated, and after how long.</summary>
/// <remarks>Pure. The table stands in docs/client.md#retries.</remarks>
internal static class RetryRules
{
    public static bool Repeats(HttpRequestMessage request, HttpResponseMessage? response, Exception? error) => (response?.StatusCode, error) switch
    {
        // An eviction's 429 says that a disruption budget forbids it: that is an answer, not overload.
        (HttpStatusCode.TooManyRequests, _) => !IsEviction(request),
        (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout, _) => RequestFacts.IsRepeatable(request),
        // Servers answer 500 to some bad requests as well; only with Retry-After do they mean "later".
        (HttpStatusCode.InternalServerError, _) => RequestFacts.IsRepeatable(request) && RetryAfter(response, DateTimeOffset.MinValue) is not null,
        // What never left is repeated whatever it was, except where trying again cannot help.
        (_, HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }) => false,
        (_, HttpRequestException e) => TransportErrors.NothingSent(e) || RequestFacts.IsRepeatable(request),
        // SocketsHttpHandler reports its connect time-out so: nothing was sent.
        (_, OperationCanceledException { InnerException: TimeoutException }) => true,
        (_, IOException) => RequestFacts.IsRepeatable(request),
        _ => false,
    };

    /// <summary>What the server asked for: seconds, or a date.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage? response, DateTimeOffset now) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } when delta >= TimeSpan.Zero => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };

    private static bool IsEviction(HttpRequestMessage request) =>
        request.Options.TryGetValue(RequestFacts.Request, out var facts) && facts.Subresource == "eviction";
}
