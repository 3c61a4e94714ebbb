using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using static Kube.Testing.BuiltIn.Defaults;

namespace Kube.Testing.BuiltIn;

/// <summary>Defaults of pods and of the pod templates in workloads.</summary>
internal static class Pods
{
    private const string Immutable = "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
        + "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    public static JsonObject Default(JsonObject value) => value.GetObject("spec") is { } spec
        ? value.With("spec", Filled(DefaultSpec(spec), "enableServiceLinks", true))
        : value;

    public static JsonObject OnCreate(JsonObject value) =>
        value.With("status", JsonValue.Object(("phase", "Pending"), ("qosClass", QualityOfService(value))));

    /// <summary>What a pod is does not change any more, but for its images and a few others.</summary>
    public static IEnumerable<FieldCause> Validate(JsonObject value, JsonObject? old)
    {
        if (old?.GetObject("spec") is { } before && value.GetObject("spec") is { } after && Meaning.Of(Fixed(before, before)) != Meaning.Of(Fixed(after, before)))
        {
            yield return FieldCause.Forbidden("spec", Immutable);
        }
    }

    /// <summary>The part of a spec that must stay as it is; tolerations may be added, and what places a pod may change while scheduling gates hold it back.</summary>
    private static JsonObject Fixed(JsonObject spec, JsonObject before)
    {
        spec = WithContainers(spec, static c => c.Without("image")).Without("activeDeadlineSeconds").Without("schedulingGates");
        if (before.GetArray("schedulingGates") is { Count: > 0 })
        {
            spec = spec.Without("nodeSelector").Without("affinity");
        }

        var added = spec.GetArray("tolerations") ?? JsonArray.Empty;
        return (before.GetArray("tolerations") ?? JsonArray.Empty).All(added.Contains) ? spec.Without("tolerations") : spec;
    }

    /// <summary>A spec whose containers, those of its beginning too, are changed one by one.</summary>
    private static JsonObject WithContainers(JsonObject spec, Func<JsonObject, JsonObject> change)
    {
        foreach (var list in (ReadOnlySpan<string>)["containers", "initContainers"])
        {
            if (spec.GetArray(list) is { } containers)
            {
                spec = spec.With(list, JsonArray.From(containers.Select(c => c is JsonObject container ? change(container) : c)));
            }
        }

        return spec;
    }

    /// <summary>Defaults of a pod's spec.</summary>
    public static JsonObject DefaultSpec(JsonObject spec)
    {
        spec = WithContainers(spec, DefaultContainer);
        spec = Filled(spec, "restartPolicy", "Always");
        spec = Filled(spec, "terminationGracePeriodSeconds", 30);
        spec = Filled(spec, "dnsPolicy", "ClusterFirst");
        spec = Filled(spec, "securityContext", JsonObject.Empty);
        return Filled(spec, "schedulerName", "default-scheduler");
    }

    private static JsonObject DefaultContainer(JsonObject container)
    {
        if (container.GetArray("ports") is { } ports)
        {
            container = container.With("ports", JsonArray.From(ports.Select(p => p is JsonObject port ? Filled(port, "protocol", "TCP") : p)));
        }

        container = Filled(container, "resources", JsonObject.Empty);
        container = Filled(container, "terminationMessagePath", "/dev/termination-log");
        container = Filled(container, "terminationMessagePolicy", "File");
        var image = container.GetString("image") ?? "";
        var tag = image.LastIndexOf(':') is var colon && colon > image.LastIndexOf('/') ? image[(colon + 1)..] : "latest";
        return Filled(container, "imagePullPolicy", tag == "latest" && !image.Contains('@', StringComparison.Ordinal) ? "Always" : "IfNotPresent");
    }

    private static string QualityOfService(JsonObject value)
    {
        var containers = (value.At("spec", "containers") as JsonArray ?? JsonArray.Empty).OfType<JsonObject>().ToList();
        return containers.Any(c => c.At("resources", "requests") is JsonObject { Count: > 0 } || c.At("resources", "limits") is JsonObject { Count: > 0 }) ? "Burstable" : "BestEffort";
    }
}
