using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Selectors;
using static Kube.Testing.BuiltIn.Defaults;

namespace Kube.Testing.BuiltIn;

/// <summary>Defaults and rules of the workload kinds.</summary>
internal static class Workloads
{
    public static JsonObject DefaultDeployment(JsonObject value) => Spec(value, spec =>
    {
        spec = Filled(Template(spec), "replicas", 1);
        var strategy = Filled(spec.GetObject("strategy") ?? JsonObject.Empty, "type", "RollingUpdate");
        if (strategy.GetString("type") == "RollingUpdate")
        {
            var rolling = strategy.GetObject("rollingUpdate") ?? JsonObject.Empty;
            strategy = strategy.With("rollingUpdate", Filled(Filled(rolling, "maxUnavailable", "25%"), "maxSurge", "25%"));
        }

        return Filled(Filled(spec.With("strategy", strategy), "revisionHistoryLimit", 10), "progressDeadlineSeconds", 600);
    });

    public static JsonObject DefaultReplicaSet(JsonObject value) => Spec(value, spec => Filled(Template(spec), "replicas", 1));

    public static JsonObject DefaultStatefulSet(JsonObject value) => Spec(value, spec =>
    {
        spec = Filled(Filled(Filled(Template(spec), "replicas", 1), "podManagementPolicy", "OrderedReady"), "revisionHistoryLimit", 10);
        var strategy = Filled(spec.GetObject("updateStrategy") ?? JsonObject.Empty, "type", "RollingUpdate");
        return spec.With("updateStrategy", strategy.GetString("type") == "RollingUpdate" ? Filled(strategy, "rollingUpdate", JsonValue.Object(("partition", 0))) : strategy);
    });

    public static JsonObject DefaultDaemonSet(JsonObject value) => Spec(value, spec =>
    {
        var strategy = Filled(spec.GetObject("updateStrategy") ?? JsonObject.Empty, "type", "RollingUpdate");
        if (strategy.GetString("type") == "RollingUpdate")
        {
            strategy = Filled(strategy, "rollingUpdate", JsonValue.Object(("maxUnavailable", 1), ("maxSurge", 0)));
        }

        return Filled(Template(spec).With("updateStrategy", strategy), "revisionHistoryLimit", 10);
    });

    public static JsonObject DefaultJob(JsonObject value) => Spec(value, DefaultJobSpec);

    public static JsonObject DefaultCronJob(JsonObject value) => Spec(value, spec =>
    {
        spec = Filled(Filled(spec, "concurrencyPolicy", "Allow"), "suspend", false);
        spec = Filled(Filled(spec, "successfulJobsHistoryLimit", 3), "failedJobsHistoryLimit", 1);
        return spec.At("jobTemplate", "spec") is JsonObject job ? spec.WithAt(Template(job), "jobTemplate", "spec") : spec;
    });

    /// <summary>A selector must be there, must not change, and must match the template's labels.</summary>
    public static IEnumerable<FieldCause> Validate(JsonObject value, JsonObject? old)
    {
        if (value.At("spec", "selector") is not JsonObject selector)
        {
            yield return FieldCause.Required("spec.selector", "");
            yield break;
        }

        var labels = value.At("spec", "template", "metadata", "labels") as JsonObject ?? JsonObject.Empty;
        if (!LabelFilter.From(selector).Matches(labels))
        {
            yield return FieldCause.Invalid("spec.template.metadata.labels", labels, "`selector` does not match template `labels`");
        }

        if (value.At("spec", "replicas") is JsonInteger { Value: < 0 } replicas)
        {
            yield return FieldCause.Invalid("spec.replicas", replicas, "must be greater than or equal to 0");
        }

        // Of a stateful set the whole spec is judged.
        if (value.ObjectKind != "StatefulSet" && old?.At("spec", "selector") is { } before && before != selector)
        {
            yield return FieldCause.Invalid("spec.selector", selector, "field is immutable");
        }
    }

    private static JsonObject DefaultJobSpec(JsonObject spec)
    {
        spec = Template(spec);
        spec = Filled(Filled(spec, "completions", 1), "parallelism", 1);
        spec = Filled(Filled(spec, "backoffLimit", 6), "completionMode", "NonIndexed");
        return Filled(Filled(spec, "suspend", false), "podReplacementPolicy", "TerminatingOrFailed");
    }

    private static JsonObject Spec(JsonObject value, Func<JsonObject, JsonObject> change) =>
        value.GetObject("spec") is { } spec ? value.With("spec", change(spec)) : value;

    private static JsonObject Template(JsonObject spec) =>
        spec.At("template", "spec") is JsonObject pod ? spec.WithAt(Pods.DefaultSpec(pod), "template", "spec") : spec;
}
