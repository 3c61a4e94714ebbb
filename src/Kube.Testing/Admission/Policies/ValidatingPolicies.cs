using Kube.Schema.Json;
using Kube.Testing.Admission.Expressions;
using Kube.Testing.Auth;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Resources;
using Kube.Testing.Serving;

namespace Kube.Testing.Admission.Policies;

/// <summary>Evaluates <c>ValidatingAdmissionPolicy</c> objects through their bindings.</summary>
internal sealed class ValidatingPolicies(ServerState state, ObjectAccess access, IObjectConversion conversion, Authorizer authorizer)
{
    private const string Group = "admissionregistration.k8s.io";
    private const string AuditKey = "validation.policy.admission.k8s.io/validation_failure";
    private const int MaximumAuditFailures = 50;

    private static readonly string[] NamespaceFields =
    [
        "name", "generateName", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "labels",
        "annotations", "finalizers",
    ];

    private readonly ConfigurationSource<Policy> _policies = new(state.Store.Of(Group, "validatingadmissionpolicies"), p => [new(p)]);
    private readonly ConfigurationSource<Binding> _bindings = new(state.Store.Of(Group, "validatingadmissionpolicybindings"), b => [new(b)]);
    private readonly PolicyParams _params = new(state, access);

    private sealed class Policy(JsonObject value)
    {
        public string Name { get; } = value.Name;

        public MatchCriteria Criteria { get; } = MatchCriteria.OfPolicy(value.At("spec", "matchConstraints") as JsonObject ?? JsonObject.Empty);

        public bool IgnoresFailures { get; } = value.TextAt("spec", "failurePolicy") == "Ignore";

        public JsonObject? ParamKind { get; } = value.At("spec", "paramKind") as JsonObject;

        public PolicyProgram Program { get; } = PolicyProgram.Compile(value.GetObject("spec") ?? JsonObject.Empty);
    }

    private sealed class Binding(JsonObject value)
    {
        public string Name { get; } = value.Name;

        public string PolicyName { get; } = value.TextAt("spec", "policyName") ?? "";

        public MatchCriteria? Criteria { get; } = value.At("spec", "matchResources") is JsonObject match ? MatchCriteria.OfPolicy(match) : null;

        public JsonObject? ParamRef { get; } = value.At("spec", "paramRef") as JsonObject;

        public JsonArray Actions { get; } = value.At("spec", "validationActions") as JsonArray ?? JsonArray.Empty;

        public bool Does(string action) => Actions.Contains(JsonValue.Of(action));
    }

    /// <summary>What the policies found against a write.</summary>
    private sealed class Findings
    {
        public List<(string Message, string? Reason)> Denials { get; } = [];

        public List<JsonValue> AuditFailures { get; } = [];
    }

    /// <exception cref="ApiStatusException">A policy denies the write.</exception>
    public async ValueTask ValidateAsync(AdmissionAttributes write, CancellationToken cancellationToken)
    {
        var policies = _policies.Current;
        if (policies.Count == 0 || MatchCriteria.IsExempt(write))
        {
            return;
        }

        var findings = new Findings();
        var bindings = _bindings.Current;
        foreach (var policy in policies)
        {
            await EvaluateAsync(policy, bindings.Where(b => b.PolicyName == policy.Name), write, findings, cancellationToken);
        }

        if (findings.AuditFailures.Count > 0)
        {
            write.Call.Audit.Add(AuditKey, JsonArray.From(findings.AuditFailures.Take(MaximumAuditFailures)).ToJson());
        }

        if (findings.Denials.Count > 0)
        {
            throw Denied(write, findings.Denials[0].Message, findings.Denials[0].Reason);
        }
    }

    private async Task EvaluateAsync(Policy policy, IEnumerable<Binding> bindings, AdmissionAttributes write, Findings findings, CancellationToken cancellationToken)
    {
        if (policy.Criteria.Match(state, write) is not { } matched)
        {
            return;
        }

        if (policy.ParamKind is { } kind && _params.Resource(kind) is null)
        {
            var problem = $"failed to find resource referenced by paramKind: '{kind.GetString("apiVersion")}, Kind={kind.GetString("kind")}'";
            Misconfigured(policy, null, $"failed to configure policy: {problem}", findings);
            return;
        }

        var annotations = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        AdmissionInput? input = null;
        foreach (var binding in bindings)
        {
            if (binding.Criteria is { } criteria && criteria.Match(state, write) is null)
            {
                continue;
            }

            try
            {
                var parameters = await _params.FindAsync(policy.ParamKind, binding.ParamRef, write.Namespace, cancellationToken);
                if (parameters.Count > 0)
                {
                    input ??= await InputAsync(write, matched, cancellationToken);
                }

                foreach (var one in parameters)
                {
                    var result = PolicyEvaluation.Evaluate(policy.Program, input! with { Params = one }, policy.IgnoresFailures);
                    Note(policy, binding, result, write, findings, annotations);
                }
            }
            catch (PolicyConfigurationException error)
            {
                Misconfigured(policy, binding, $"failed to configure binding: {error.Message}", findings);
            }
        }

        foreach (var (key, values) in annotations)
        {
            write.Call.Audit.Add($"{policy.Name}/{key}", string.Join(", ", values));
        }
    }

    private static void Misconfigured(Policy policy, Binding? binding, string message, Findings findings)
    {
        if (!policy.IgnoresFailures)
        {
            findings.Denials.Add((Denial(policy, binding, message), null));
        }
    }

    private static void Note(
        Policy policy, Binding binding, PolicyResult result, AdmissionAttributes write, Findings findings, Dictionary<string, List<string>> annotations)
    {
        for (var i = 0; i < result.Decisions.Count; i++)
        {
            var decision = result.Decisions[i];
            if (!decision.IsDenied)
            {
                continue;
            }

            if (binding.Does("Deny"))
            {
                findings.Denials.Add((Denial(policy, binding, decision.Message), decision.Reason));
            }

            if (binding.Does("Audit"))
            {
                findings.AuditFailures.Add(JsonValue.Object(
                    ("message", decision.Message),
                    ("policy", policy.Name),
                    ("binding", binding.Name),
                    ("expressionIndex", i),
                    ("validationActions", binding.Actions)));
            }

            if (binding.Does("Warn"))
            {
                write.Call.Warn($"Validation failed for ValidatingAdmissionPolicy '{policy.Name}' with binding '{binding.Name}': {decision.Message}");
            }
        }

        foreach (var (key, value) in result.Annotations)
        {
            if (!annotations.TryGetValue(key, out var values))
            {
                annotations.Add(key, values = []);
            }

            if (!values.Contains(value))
            {
                values.Add(value);
            }
        }

        findings.Denials.AddRange(result.AnnotationErrors.Select(e => (Denial(policy, binding, e), (string?)null)));
    }

    private static string Denial(Policy policy, Binding? binding, string message) => binding is null
        ? $"ValidatingAdmissionPolicy '{policy.Name}' denied request: {message}"
        : $"ValidatingAdmissionPolicy '{policy.Name}' with binding '{binding.Name}' denied request: {message}";

    private static ApiStatusException Denied(AdmissionAttributes write, string message, string? reason)
    {
        var name = write.Name.Length > 0 ? write.Name : write.Value?.Metadata.GetString("generateName") is { Length: > 0 } prefix ? prefix : "Unknown";
        var forbidden = ApiErrors.Forbidden(write.Call.Group, write.Call.Plural, name, message);
        var code = reason switch
        {
            "Forbidden" => 403,
            "Unauthorized" => 401,
            "RequestEntityTooLarge" => 413,
            _ => 422,
        };
        return new(
            code, reason is { Length: > 0 } ? reason : "Invalid", forbidden.Message, forbidden.Details!.With("causes", JsonValue.Array(JsonValue.Object(("message", message)))));
    }

    private async ValueTask<AdmissionInput> InputAsync(AdmissionAttributes write, ApiResource matched, CancellationToken cancellationToken)
    {
        JsonObject? found = null;
        if (write is { IsNamespace: false, Namespace.Length: > 0 })
        {
            found = state.Namespace(write.Namespace) ?? throw ApiErrors.NotFound("", "namespaces", write.Namespace);
            found = found.With("metadata", JsonObject.From(found.Metadata.Where(m => NamespaceFields.Contains(m.Key))));
        }

        return new(await ToAsync(write, matched, write.Value, cancellationToken), await ToAsync(write, matched, write.Old, cancellationToken), write.Request(matched))
        {
            Namespace = found,
            Access = new(authorizer, write),
        };
    }

    private async ValueTask<JsonObject?> ToAsync(AdmissionAttributes write, ApiResource matched, JsonObject? value, CancellationToken cancellationToken) =>
        value is null || matched == write.Call.Resource || write.Call.View is not null
            ? value
            : (await conversion.ConvertAsync(write.Call.Resource, [value], matched.ApiVersion, cancellationToken))[0];
}
