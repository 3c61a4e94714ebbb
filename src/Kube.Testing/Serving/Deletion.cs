using System.Globalization;
using Kube.Schema.Json;
using Kube.Testing.Crds;
using Kube.Testing.Http;
using Kube.Testing.Objects;

namespace Kube.Testing.Serving;

/// <summary>What a deletion does to an object that is not gone at once.</summary>
internal static class Deletion
{
    public const string OrphanFinalizer = "orphan";
    public const string ForegroundFinalizer = "foregroundDeletion";

    /// <summary>The finalizers after a deletion was asked for: the garbage collector's two follow the propagation policy.</summary>
    public static IReadOnlyList<string> Finalizers(JsonObject value, DeletionOptions options)
    {
        var current = value.Finalizers.ToList();
        var orphan = options.Policy is { } policy ? policy == "Orphan" : current.Contains(OrphanFinalizer);
        var foreground = options.Policy is { } policy2 ? policy2 == "Foreground" : current.Contains(ForegroundFinalizer);
        var wanted = current.Where(f => f is not (OrphanFinalizer or ForegroundFinalizer)).ToList();
        if (orphan)
        {
            wanted.Add(OrphanFinalizer);
        }

        if (foreground)
        {
            wanted.Add(ForegroundFinalizer);
        }

        return wanted.ToHashSet().SetEquals(current) ? current : wanted;
    }

    /// <summary>Whether an object is held by something else than its finalizers.</summary>
    public static bool HoldsItself(ResourceCall call, JsonObject value) =>
        (call is { Group: "", Plural: "namespaces" } && value.At("spec", "finalizers") is JsonArray { Count: > 0 })
        || (call.Resource.Kind == "CustomResourceDefinition" && !value.IsDeleting);

    /// <summary>The object with its deletion begun; the same object where it had begun before.</summary>
    public static JsonObject Mark(ResourceCall call, JsonObject value, IReadOnlyList<string> finalizers, string now)
    {
        if (call.Resource.Kind == "CustomResourceDefinition")
        {
            return MarkDefinition(value, now);
        }

        var meta = value.Metadata.ToBuilder();
        if (finalizers.Count > 0)
        {
            meta["finalizers"] = JsonArray.From(finalizers.Select(f => (JsonValue)JsonString.Of(f)));
        }

        if (!value.IsDeleting)
        {
            meta["deletionTimestamp"] = now;
            if (call is not { Group: "", Plural: "namespaces" })
            {
                meta["deletionGracePeriodSeconds"] = 0;
                if (value.Generation > 0)
                {
                    meta["generation"] = value.Generation + 1;
                }
            }
        }

        var marked = value.With("metadata", meta.Build());
        return call is { Group: "", Plural: "namespaces" } ? marked.WithAt("Terminating", "status", "phase") : marked;
    }

    /// <summary>A definition is held by a finalizer of the server's own until its objects are gone.</summary>
    private static JsonObject MarkDefinition(JsonObject value, string now)
    {
        if (value.IsDeleting)
        {
            return value.WithMeta("deletionGracePeriodSeconds", 0);
        }

        var marked = value.WithMeta("deletionTimestamp", now).WithFinalizers(value.Finalizers.Append(CrdObjects.CleanupFinalizer).Distinct());
        return CrdConditions.With(
            marked,
            "Terminating",
            "True",
            "InstanceDeletionPending",
            "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
            now);
    }
}

/// <summary>The options of a deletion, from its body and query.</summary>
internal sealed record DeletionOptions
{
    private static readonly string[] Policies = ["Foreground", "Background", "Orphan", "nil"];

    public bool DryRun { get; init; }

    /// <summary>None where the client named none.</summary>
    public string? Policy { get; init; }

    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }

    public long? GracePeriodSeconds { get; init; }

    /// <exception cref="ApiStatusException">400 or 422.</exception>
    public static DeletionOptions Read(ServerRequest request)
    {
        var body = request.Body.IsEmpty ? JsonObject.Empty : BodyReader.ReadObject(request, null, []);
        if (body.ObjectKind is not ("" or "DeleteOptions"))
        {
            throw ApiErrors.BadRequest($"no kind \"{body.ObjectKind}\" is registered for version \"{body.ApiVersion}\" in scheme \"pkg/apis/meta/internalversion/scheme/register.go:27\"");
        }

        var policy = body.GetString("propagationPolicy") ?? request.QueryValue("propagationPolicy");
        var orphan = body.GetBoolean("orphanDependents") ?? WriteOptions.Flag(request.QueryValue("orphanDependents"));
        var dryRun = body.GetArray("dryRun") is { } list ? [.. list.Select(d => (d as JsonString)?.Value ?? "")] : request.QueryValues("dryRun").ToList();
        var causes = new List<FieldCause>();
        if (policy is not null && orphan is not null)
        {
            causes.Add(FieldCause.Invalid("propagationPolicy", policy, "orphanDependents and deletionPropagation cannot be both set"));
        }
        else if (policy is not (null or "Foreground" or "Background" or "Orphan"))
        {
            causes.Add(FieldCause.Unsupported("propagationPolicy", $"\"{policy}\"", Policies));
        }

        if (dryRun.Any(d => d != "All"))
        {
            causes.Add(FieldCause.Unsupported("dryRun", $"[{string.Join(",", dryRun.Select(d => $"\"{d}\""))}]", "All"));
        }

        if (causes.Count > 0)
        {
            throw ApiErrors.InvalidOptions("DeleteOptions", causes);
        }

        return new()
        {
            DryRun = dryRun.Count > 0,
            Policy = policy ?? (orphan is { } isOrphan ? isOrphan ? "Orphan" : "Background" : null),
            Uid = body.TextAt("preconditions", "uid"),
            ResourceVersion = body.TextAt("preconditions", "resourceVersion"),
            GracePeriodSeconds = body.GetInteger("gracePeriodSeconds") ?? (request.Body.IsEmpty ? Seconds(request.QueryValue("gracePeriodSeconds")) : null),
        };
    }

    private static long? Seconds(string? text) => text is not { Length: > 0 }
        ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : throw ApiErrors.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");

    /// <summary>Adds what the client asked for, as <c>DeleteOptions</c> has it.</summary>
    public void AddTo(JsonObjectBuilder options)
    {
        if (GracePeriodSeconds is { } seconds)
        {
            options.Add("gracePeriodSeconds", seconds);
        }

        var preconditions = new JsonObjectBuilder();
        if (Uid is not null)
        {
            preconditions.Add("uid", Uid);
        }

        if (ResourceVersion is not null)
        {
            preconditions.Add("resourceVersion", ResourceVersion);
        }

        if (preconditions.Build() is { Count: > 0 } given)
        {
            options.Add("preconditions", given);
        }

        if (Policy is not null)
        {
            options.Add("propagationPolicy", Policy);
        }
    }

    /// <exception cref="ApiStatusException">409: the object is another one, or changed.</exception>
    public void CheckPreconditions(ResourceCall call, JsonObject value)
    {
        if (Uid is not null && Uid != value.Uid)
        {
            throw ApiErrors.Conflict(call.Group, call.Resource.Kind, call.Name,
                $"the UID in the precondition ({Uid}) does not match the UID in record ({value.Uid}). The object might have been deleted and then recreated");
        }

        if (ResourceVersion is not null && ResourceVersion != value.ResourceVersion)
        {
            throw ApiErrors.Conflict(call.Group, call.Resource.Kind, call.Name,
                $"the ResourceVersion in the precondition ({ResourceVersion}) does not match the ResourceVersion in record ({value.ResourceVersion}). The object might have been modified");
        }
    }
}
