using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;

namespace Kube.Testing.BuiltIn;

/// <summary>What no update of a built-in object may change, in the words of the real server.</summary>
internal static class ImmutableFields
{
    private const string Immutable = "field is immutable";

    /// <summary>Of a stateful set most of the spec: it is made anew instead.</summary>
    public static IEnumerable<FieldCause> StatefulSet(JsonObject value, JsonObject? old) =>
        old is not null && !SameBut(WithBareClaims(value), WithBareClaims(old), "replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds")
            ? [FieldCause.Forbidden("spec", "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden")]
            : [];

    /// <summary>Of a job what it runs and how often; while it is suspended, its pods may still be placed elsewhere.</summary>
    public static IEnumerable<FieldCause> Job(JsonObject value, JsonObject? old)
    {
        if (old is null)
        {
            yield break;
        }

        foreach (var field in (string[])["completions", "selector", "template", "completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy"])
        {
            if (Changed(value, old, field) && !MayChange(field))
            {
                yield return FieldCause.Invalid($"spec.{field}", value.At("spec", field) ?? JsonValue.Null, Immutable);
            }
        }

        bool MayChange(string field) => field switch
        {
            // An indexed job grows and shrinks as a whole.
            "completions" => value.TextAt("spec", "completionMode") == "Indexed" && value.At("spec", "completions") == value.At("spec", "parallelism"),
            "template" => old.At("spec", "suspend") is JsonBoolean { Value: true } && Meaning.Of(Placed(value)) == Meaning.Of(Placed(old)),
            _ => false,
        };
    }

    /// <summary>Of a claim everything, but for the size of a bound one and what the binding itself fills in.</summary>
    public static IEnumerable<FieldCause> PersistentVolumeClaim(JsonObject value, JsonObject? old)
    {
        if (old is null)
        {
            return [];
        }

        List<string> free = ["volumeAttributesClassName", .. ((string[])["volumeName", "storageClassName"]).Where(f => old.At("spec", f) is null)];
        if (old.TextAt("status", "phase") == "Bound")
        {
            free.Add("resources");
        }

        return SameBut(value, old, [.. free])
            ? []
            : [FieldCause.Forbidden("spec", "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims")];
    }

    public static IEnumerable<FieldCause> StorageClass(JsonObject value, JsonObject? old)
    {
        foreach (var field in (string[])["parameters", "provisioner", "reclaimPolicy"])
        {
            if (old is not null && Meaning.Of(old[field]) != Meaning.Of(value[field]))
            {
                yield return FieldCause.Forbidden(field, $"updates to {field} are forbidden.");
            }
        }

        if (old is not null && old["volumeBindingMode"] != value["volumeBindingMode"])
        {
            yield return FieldCause.Invalid("volumeBindingMode", value["volumeBindingMode"] ?? JsonValue.Null, Immutable);
        }
    }

    public static IEnumerable<FieldCause> PriorityClass(JsonObject value, JsonObject? old) =>
        old is not null && old["value"] != value["value"] ? [FieldCause.Forbidden("value", "may not be changed in an update.")] : [];

    public static IEnumerable<FieldCause> IngressClass(JsonObject value, JsonObject? old) =>
        old is not null && Changed(value, old, "controller") ? [FieldCause.Invalid("spec.controller", value.At("spec", "controller") ?? JsonValue.Null, Immutable)] : [];

    /// <summary>Of a service its address, unless it becomes or was one outside.</summary>
    public static IEnumerable<FieldCause> Service(JsonObject value, JsonObject? old) =>
        old?.TextAt("spec", "clusterIP") is { Length: > 0 } address && value.TextAt("spec", "type") != "ExternalName" && value.TextAt("spec", "clusterIP") != address
            ? [FieldCause.Invalid("spec.clusterIPs[0]", value.At("spec", "clusterIPs") ?? JsonValue.Null, "may not change once set")]
            : [];

    private static bool Changed(JsonObject value, JsonObject old, string field) => Meaning.Of(value.At("spec", field)) != Meaning.Of(old.At("spec", field));

    private static bool SameBut(JsonObject value, JsonObject old, params ReadOnlySpan<string> free)
    {
        var (after, before) = (value.GetObject("spec") ?? JsonObject.Empty, old.GetObject("spec") ?? JsonObject.Empty);
        foreach (var field in free)
        {
            (after, before) = (after.Without(field), before.Without(field));
        }

        return Meaning.Of(after) == Meaning.Of(before);
    }

    /// <summary>A stateful set whose claim templates lack what a server fills into them, so that one read from a server may be put into another.</summary>
    private static JsonObject WithBareClaims(JsonObject value)
    {
        if (value.GetObject("spec") is not { } spec || spec.GetArray("volumeClaimTemplates") is not { } claims)
        {
            return value;
        }

        return value.With("spec", spec.With("volumeClaimTemplates", JsonArray.From(claims.Select(c => c is JsonObject claim ? Bare(claim) : c))));
    }

    private static JsonObject Bare(JsonObject claim)
    {
        claim = claim.Without("apiVersion").Without("kind").Without("status");
        return claim.TextAt("spec", "volumeMode") == "Filesystem" ? claim.With("spec", claim.GetObject("spec")!.Without("volumeMode")) : claim;
    }

    /// <summary>A job's template without what says where its pods go.</summary>
    private static JsonObject Placed(JsonObject job)
    {
        var template = job.At("spec", "template") as JsonObject ?? JsonObject.Empty;
        var spec = template.GetObject("spec") ?? JsonObject.Empty;
        foreach (var field in (ReadOnlySpan<string>)["nodeSelector", "affinity", "tolerations", "schedulingGates"])
        {
            spec = spec.Without(field);
        }

        return template.Without("metadata").With("spec", spec);
    }
}
