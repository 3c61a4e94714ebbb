using Kube.Schema.Json;
using Kube.Testing.Admission.Expressions;
using Kube.Testing.Admission.Policies;
using Kube.Testing.Objects;
using Kube.Testing.Patching.Apply;
using Kube.Testing.Resources;
using Kube.Testing.Serving;
using Kube.Testing.Storage;
using Kube.Testing.Typing;

namespace Kube.Testing.Controllers;

/// <summary>Checks the expressions of a validating admission policy against the types it is about, and tells what it found in the policy's status, as the controller manager does.</summary>
internal sealed class PolicyController(ServerState state)
{
    private const string Manager = "validatingadmissionpolicy-status";

    /// <summary>A policy is checked against so many types at most.</summary>
    private const int MaximumTypes = 10;

    private readonly ApiResource _policies = state.Registry.Find("admissionregistration.k8s.io", "v1", "validatingadmissionpolicies")!;

    public void OnWritten(ApiResource resource, StoreChange change, JsonObject value)
    {
        if (resource.Kind != _policies.Kind || change == StoreChange.Deleted || (value.At("status", "observedGeneration") as JsonInteger)?.Value == value.Generation)
        {
            return;
        }

        var warnings = Warnings(value.GetObject("spec") ?? JsonObject.Empty).ToList();
        var status = JsonValue.Object(
            ("observedGeneration", value.Generation),
            ("typeChecking", warnings.Count == 0 ? JsonObject.Empty : JsonValue.Object(("expressionWarnings", JsonArray.From(warnings)))));
        var config = JsonValue.Object(
            ("apiVersion", _policies.ApiVersion), ("kind", _policies.Kind), ("metadata", JsonValue.Object(("name", value.Name))), ("status", status));
        var rules = new Ownership(_policies.Shape.Resolved, _policies.ApiVersion, FieldSet.Of("spec").Union(FieldSet.Of("metadata")));
        var applied = FieldManager.Apply(rules, value, config, Manager, "status", force: true, state.Now, value.Name);
        // Where another write came first, that one is checked.
        state.Store.TryPut(state.StoreOf(_policies), new StoreKey("", value.Name), value, applied);
    }

    private IEnumerable<JsonObject> Warnings(JsonObject spec)
    {
        var programs = Resources(spec).Select(r => (Kind: $"{r.ApiVersion}, Kind={r.Kind}", Program: Compile(spec, r))).ToList();
        var validations = (spec.GetArray("validations") ?? JsonArray.Empty).Count;
        for (var i = 0; i < validations; i++)
        {
            var at = i;
            foreach (var (field, select) in ((string, Func<PolicyProgram, AdmissionExpression?>)[])
                [("expression", p => p.Validations[at].Expression), ("messageExpression", p => p.Validations[at].MessageExpression)])
            {
                var problems = programs.Select(p => (p.Kind, select(p.Program)?.Error)).Where(p => p.Error is not null).Select(p => $"{p.Kind}: {p.Error}\n").ToList();
                if (problems.Count > 0)
                {
                    yield return JsonValue.Object(("fieldRef", $"spec.validations[{i}].{field}"), ("warning", string.Join("\n", problems)));
                }
            }
        }
    }

    private PolicyProgram Compile(JsonObject spec, ApiResource resource)
    {
        var type = new ShapeTypes().Of(resource.Shape, resource.Kind);
        var environment = AdmissionEnvironment.Get(spec.GetObject("paramKind") is not null)
            .Declare(AdmissionEnvironment.Object, type)
            .Declare(AdmissionEnvironment.OldObject, type);
        if (spec.GetObject("paramKind") is { } kind && PolicyParams.Resource(state, kind) is { } parameters)
        {
            environment = environment.Declare(AdmissionEnvironment.Params, new ShapeTypes().Of(parameters.Shape, parameters.Kind));
        }

        return PolicyProgram.Compile(spec, environment);
    }

    /// <summary>The resources that a policy names one by one; what it says with a star is not checked.</summary>
    private IEnumerable<ApiResource> Resources(JsonObject spec) => ((spec.At("matchConstraints", "resourceRules") as JsonArray) ?? JsonArray.Empty).OfType<JsonObject>()
        .SelectMany(rule => Texts(rule, "apiGroups").SelectMany(g => Texts(rule, "apiVersions").SelectMany(v => Texts(rule, "resources").Select(r => (g, v, r)))))
        .Where(t => !t.r.Contains('/', StringComparison.Ordinal))
        .Select(t => state.Registry.Find(t.g, t.v, t.r))
        .OfType<ApiResource>()
        .Distinct()
        .OrderBy(r => (r.Group, r.Version, r.Kind))
        .Take(MaximumTypes);

    private static IEnumerable<string> Texts(JsonObject rule, string field) =>
        (rule.GetArray(field) ?? JsonArray.Empty).OfType<JsonString>().Select(t => t.Value).Where(t => t != "*");
}
