using Kube.Schema.Json;
using Kube.Testing.Serving;

namespace Kube.Testing.Objects;

/// <summary>Owner references that stand twice: the second goes, and the client is told.</summary>
internal static class OwnerDuplicates
{
    private const string Advice = "API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ";

    /// <param name="call">The request, for the warning.</param>
    /// <param name="value">The object to be written.</param>
    /// <param name="afterAdmission">Whether a webhook may have made them.</param>
    public static JsonObject Removed(ResourceCall call, JsonObject value, bool afterAdmission)
    {
        if (value.OwnerReferences is not { Count: > 1 } references)
        {
            return value;
        }

        var seen = new HashSet<JsonValue>();
        var duplicates = references.Where(r => !seen.Add(r)).Select(r => (r as JsonObject)?.GetString("uid") ?? "").ToList();
        if (duplicates.Count == 0)
        {
            return value;
        }

        var what = afterAdmission
            ? ".metadata.ownerReferences contains duplicate entries after mutating admission happens; "
            : ".metadata.ownerReferences contains duplicate entries; ";
        call.Warn(what + Advice + string.Join(", ", duplicates));
        return value.WithMeta("ownerReferences", JsonArray.From(references.Distinct()));
    }
}
