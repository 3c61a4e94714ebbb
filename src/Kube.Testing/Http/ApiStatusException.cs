using Kube.Schema.Json;

namespace Kube.Testing.Http;

/// <summary>An answer that is an error: a <c>Status</c> object with its HTTP code.</summary>
internal sealed class ApiStatusException(int code, string? reason, string message, JsonObject? details = null) : Exception(message)
{
    public int Code => code;

    public string? Reason => reason;

    public JsonObject? Details => details;

    /// <summary>Set where a list must be started again: the <c>metadata.continue</c> of the error.</summary>
    public string? ContinueToken { get; init; }

    public JsonObject ToStatus()
    {
        var status = new JsonObjectBuilder()
            .Add("kind", "Status")
            .Add("apiVersion", "v1")
            .Add("metadata", ContinueToken is null ? JsonObject.Empty : JsonValue.Object(("continue", ContinueToken)))
            .Add("status", "Failure")
            .Add("message", Message);
        if (reason is not null)
        {
            status.Add("reason", reason);
        }

        if (details is not null)
        {
            status.Add("details", details);
        }

        return status.Add("code", code).Build();
    }

    public ServerResponse ToResponse()
    {
        var response = ServerResponse.Json(code, ToStatus());
        return details?.GetInteger("retryAfterSeconds") is { } seconds and > 0
            ? response with { Headers = [new("Retry-After", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture))] }
            : response;
    }
}
