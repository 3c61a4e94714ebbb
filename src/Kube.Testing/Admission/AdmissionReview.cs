using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Webhooks;

namespace Kube.Testing.Admission;

/// <summary>What a webhook said of a write.</summary>
/// <param name="Allowed">Whether it may go on.</param>
/// <param name="Patch">The JSON patch as it was sent; empty for none.</param>
/// <param name="PatchType">What the patch says it is.</param>
/// <param name="Status">Why it was denied.</param>
/// <param name="Warnings">What the client is to be told.</param>
/// <param name="AuditAnnotations">What the audit log is to be told.</param>
internal sealed record AdmissionVerdict(
    bool Allowed, ReadOnlyMemory<byte> Patch, string? PatchType, JsonObject? Status, IReadOnlyList<string> Warnings, JsonObject AuditAnnotations)
{
    /// <summary>The operations of the patch; none where there are none.</summary>
    /// <exception cref="WebhookCallException">It is no JSON patch.</exception>
    public JsonArray? Operations()
    {
        if (Patch.IsEmpty)
        {
            return null;
        }

        JsonValue patch;
        try
        {
            patch = JsonValue.Parse(Patch.Span);
        }
        catch (JsonParseException error)
        {
            throw new WebhookCallException($"received undecodable patch in webhook response: {error.Message}", error);
        }

        if (patch is not JsonArray operations)
        {
            throw new WebhookCallException("received undecodable patch in webhook response: json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        }

        return operations.Count == 0 ? null : PatchType is null or "JSONPatch" ? operations : throw new WebhookCallException($"unsupported patch type \"{PatchType}\"");
    }

    /// <summary>The error of a denial.</summary>
    public ApiStatusException Denied(string webhook)
    {
        var status = Status ?? JsonObject.Empty;
        var denied = $"admission webhook \"{webhook}\" denied the request";
        var code = status.GetInteger("code") is { } given and >= 400 ? (int)given : 400;
        var reason = status.GetString("reason") is { Length: > 0 } text ? text : null;
        var message = status.GetString("message") is { Length: > 0 } said ? $"{denied}: {said}" : reason is not null ? $"{denied}: {reason}" : $"{denied} without explanation";
        return new(code, reason, message, status.GetObject("details"));
    }
}

/// <summary>The reviews sent to admission webhooks, and their answers (<c>admission.k8s.io/v1</c> and <c>v1beta1</c>).</summary>
internal static class AdmissionReview
{
    private const string Group = "admission.k8s.io";

    /// <summary>The first version of reviews that both know, or none.</summary>
    public static string? Version(IEnumerable<string> accepted) => accepted.FirstOrDefault(v => v is "v1" or "v1beta1");

    /// <param name="version">The version of the review.</param>
    /// <param name="uid">Tells this call from others; the answer repeats it.</param>
    /// <param name="request">The request without its objects.</param>
    /// <param name="value">The new object in the version of the request.</param>
    /// <param name="old">The stored object in the version of the request.</param>
    public static JsonObject Ask(string version, string uid, JsonObject request, JsonObject? value, JsonObject? old) => JsonValue.Object(
        ("kind", "AdmissionReview"),
        ("apiVersion", $"{Group}/{version}"),
        ("request", request.With("uid", uid).With("object", value ?? JsonValue.Null).With("oldObject", old ?? JsonValue.Null)));

    /// <exception cref="WebhookCallException">The answer breaks the contract.</exception>
    public static AdmissionVerdict Read(JsonObject review, string version, string uid, bool mayPatch)
    {
        var response = review.GetObject("response") ?? throw Invalid("webhook response was absent");
        if (version == "v1")
        {
            CheckIdentity(review, response, uid);
        }

        var patch = response.GetString("patch") ?? "";
        var type = response.GetString("patchType");
        if (version == "v1")
        {
            CheckPatch(patch, type, mayPatch);
        }

        return new(
            response.GetBoolean("allowed") == true,
            mayPatch ? Decode(patch) : default,
            type,
            response.GetObject("status"),
            [.. (response.GetArray("warnings") ?? JsonArray.Empty).OfType<JsonString>().Select(w => w.Value)],
            response.GetObject("auditAnnotations") ?? JsonObject.Empty);
    }

    private static void CheckIdentity(JsonObject review, JsonObject response, string uid)
    {
        if ((response.GetString("uid") ?? "") is var echoed && echoed != uid)
        {
            throw Invalid($"expected response.uid=\"{uid}\", got \"{echoed}\"");
        }

        var apiVersion = review.GetString("apiVersion") ?? "";
        if (apiVersion != $"{Group}/v1" || review.GetString("kind") != "AdmissionReview")
        {
            throw Invalid($"expected webhook response of {Group}/v1, Kind=AdmissionReview, got {apiVersion}, Kind={review.GetString("kind")}");
        }
    }

    private static void CheckPatch(string patch, string? type, bool mayPatch)
    {
        var problem = (mayPatch, patch.Length > 0, type) switch
        {
            (true, true, null) => "webhook returned response.patch but not response.patchType",
            (true, false, not null) => "webhook returned response.patchType but not response.patch",
            (true, _, "") => "webhook returned invalid response.patchType of \"\"",
            (false, true, _) => "validating webhook may not return response.patch",
            (false, _, not null) => "validating webhook may not return response.patchType",
            _ => null,
        };
        if (problem is not null)
        {
            throw Invalid(problem);
        }
    }

    private static byte[] Decode(string patch)
    {
        try
        {
            return Convert.FromBase64String(patch);
        }
        catch (FormatException error)
        {
            throw new WebhookCallException("failed to call webhook: illegal base64 data in response.patch", error);
        }
    }

    private static WebhookCallException Invalid(string problem) => new($"received invalid webhook response: {problem}");
}
