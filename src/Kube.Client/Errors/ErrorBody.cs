using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Kube.Json;

namespace Kube.Client;

/// <summary>Makes the exception for an answer that refuses, whatever its body is.</summary>
internal static partial class ErrorBody
{
    private const int Shown = 300;

    public static KubeApiException ToException(ApiRequest request, HttpResponseMessage response, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var status = ReadStatus(body) ?? new Status
        {
            Outcome = "Failure",
            Code = (int)response.StatusCode,
            Message = Words(response, body),
        };
        var missing = MissingType(request, response, status);
        var advice = response.StatusCode == HttpStatusCode.Unauthorized ? "the server does not accept the credentials: log in again, or check the user in the kubeconfig" : missing;
        return new KubeApiException(status, response.StatusCode, request.ToString(), RetryRules.RetryAfter(response, now), advice) { IsTypeNotServed = missing is not null };
    }

    // A server answers 404 to a type of an unknown group in plain text, to one of a known group with a Status that names no object.
    private static string? MissingType(ApiRequest request, HttpResponseMessage response, Status status)
    {
        if (response.StatusCode != HttpStatusCode.NotFound || request.Type is not { } type) return null;
        var tells = status.Reason == StatusReasons.NotFound ? status.Details?.Name is not { Length: > 0 } : response.Content.Headers.ContentType?.MediaType == "text/plain";
        if (!tells) return null;
        var what = request.Subresource is { } sub ? $"{type.Plural}/{sub}" : type.Plural;
        var custom = type.Group.Contains('.') && !type.Group.EndsWith(".k8s.io", StringComparison.Ordinal);
        return $"this server serves no {what} in {type.ApiVersion}{(custom && request.Subresource is null ? "; is its CRD installed?" : "")}";
    }

    /// <summary>The body as a Status; null when it is something else.</summary>
    public static Status? ReadStatus(ReadOnlySpan<byte> body)
    {
        if (JsonPeek.Kind(body) != "Status") return null;
        try
        {
            return KubeJson.Deserialize<Status>(body);
        }
        catch (KubeSerializationException)
        {
            // Damaged in between: its text is shown instead.
            return null;
        }
    }

    private static string Words(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        var code = $"{(int)response.StatusCode} {response.ReasonPhrase ?? response.StatusCode.ToString()}";
        if (response.Headers.Location is { } elsewhere && (int)response.StatusCode is >= 300 and < 400)
            return $"the server answered {code} and points to {elsewhere}, which no API server does; is a proxy in between, or a login page?";
        if (body.IsEmpty) return $"the server answered {code} with an empty body";
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 4096)]);
        var type = response.Content.Headers.ContentType?.MediaType;
        if (type == "text/html") text = Tags().Replace(text, " ");
        text = Blanks().Replace(text, " ").Trim();
        if (text.Length > Shown) text = text[..Shown] + "…";
        return type is "text/html" ? $"not an API server's answer but a page of HTML, perhaps of a proxy: {text}" : text;
    }

    [GeneratedRegex("<(style|script)[^>]*>.*?</\\1>|<[^>]*>", RegexOptions.Singleline | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 200)]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+")]
    private static partial Regex Blanks();
}
