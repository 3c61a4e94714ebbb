using System.Net;

namespace Kube.Client;

/// <summary>The server refused a request, with its <see cref="Kube.Status"/>.</summary>
/// <remarks>The message is one line: the server's words, the request and the code. Where the answer was no <c>Status</c> (a proxy's HTML page, nothing at all) one is made up from it, with an empty reason.</remarks>
public sealed class KubeApiException : KubeException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="status">What the server said.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="request">The request, for people: method and path.</param>
    /// <param name="retryAfter">When the server wants to be asked again; <see langword="null"/> where it did not say.</param>
    public KubeApiException(Status status, HttpStatusCode statusCode, string request, TimeSpan? retryAfter = null) : this(status, statusCode, request, retryAfter, advice: null) { }

    /// <param name="status">What the server said.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="request">The request, for people.</param>
    /// <param name="retryAfter">When the server wants to be asked again.</param>
    /// <param name="advice">What to do, where the server's words do not say it; null where they do.</param>
    internal KubeApiException(Status status, HttpStatusCode statusCode, string request, TimeSpan? retryAfter, string? advice)
        : base(Describe(status, statusCode, request, advice))
    {
        Status = status;
        StatusCode = statusCode;
        Request = request;
        RetryAfter = retryAfter ?? (status.Details?.RetryAfterSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    /// <summary>What the server said.</summary>
    public Status Status { get; }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The request, for people: method and path.</summary>
    public string Request { get; }

    /// <summary>When the server wants to be asked again; <see langword="null"/> where it did not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>What is wrong with which field; empty where the server did not say.</summary>
    public IReadOnlyList<StatusCause> Causes => Status.Details?.Causes ?? [];

    /// <summary>The object does not exist, or the server does not serve its type (404); <see cref="IsTypeNotServed"/> tells the two apart.</summary>
    public bool IsNotFound => Has(StatusReasons.NotFound, HttpStatusCode.NotFound);

    /// <summary>The server does not serve the type or subresource at all: its CRD is not installed, or the server is of another version (404).</summary>
    public bool IsTypeNotServed { get; internal init; }

    /// <summary>An object of that name exists (409 with the reason AlreadyExists).</summary>
    public bool IsAlreadyExists => Status.Reason == StatusReasons.AlreadyExists;

    /// <summary>The object has changed since it was read, or an applied field belongs to someone else (409).</summary>
    public bool IsConflict => StatusCode == HttpStatusCode.Conflict && !IsAlreadyExists;

    /// <summary>The server does not know who asks (401).</summary>
    public bool IsUnauthorized => Has(StatusReasons.Unauthorized, HttpStatusCode.Unauthorized);

    /// <summary>The server knows who asks and forbids it (403).</summary>
    public bool IsForbidden => Has(StatusReasons.Forbidden, HttpStatusCode.Forbidden);

    /// <summary>The object breaks the rules of its type (422); <see cref="Causes"/> names the fields.</summary>
    public bool IsInvalid => Has(StatusReasons.Invalid, HttpStatusCode.UnprocessableEntity);

    /// <summary>The resource version or the continue token is too old (410): list again.</summary>
    public bool IsGone => StatusCode == HttpStatusCode.Gone || Status.Reason is StatusReasons.Gone or StatusReasons.Expired;

    /// <summary>The server is overloaded, or a disruption budget forbids an eviction (429).</summary>
    public bool IsTooManyRequests => Has(StatusReasons.TooManyRequests, HttpStatusCode.TooManyRequests);

    /// <summary>The server could not finish in time (504, or 500 with the reason ServerTimeout).</summary>
    public bool IsServerTimeout => StatusCode == HttpStatusCode.GatewayTimeout || Status.Reason is StatusReasons.Timeout or StatusReasons.ServerTimeout;

    /// <summary>The same refusal with what to do.</summary>
    internal KubeApiException With(string advice) => new(Status, StatusCode, Request, RetryAfter, advice) { IsTypeNotServed = IsTypeNotServed };

    private bool Has(string reason, HttpStatusCode code) => Status.Reason == reason || StatusCode == code;

    private static string Describe(Status status, HttpStatusCode code, string request, string? advice)
    {
        var words = string.IsNullOrWhiteSpace(status.Message) ? "the server refused without a message" : status.Message.ReplaceLineEndings(" ").Trim();
        var reason = string.IsNullOrEmpty(status.Reason) ? code.ToString() : status.Reason;
        return $"{words}{(advice is null ? "" : "; " + advice)} ({request}: {(int)code} {reason})";
    }
}
