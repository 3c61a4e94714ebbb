using Kube.Cel;
using Kube.Schema.Json;
using Kube.Testing.Admission.Expressions;

namespace Kube.Testing.Admission.Policies;

/// <summary>A named variable of a policy, which later expressions read as <c>variables.name</c>.</summary>
internal sealed record PolicyVariable(string Name, AdmissionExpression Expression);

/// <summary>One check of a policy.</summary>
internal sealed record PolicyValidation(AdmissionExpression Expression, string? Message, AdmissionExpression? MessageExpression, string? Reason);

/// <summary>An entry that a policy makes in the audit log.</summary>
internal sealed record PolicyAnnotation(string Key, AdmissionExpression Expression);

/// <summary>The expressions of a <c>ValidatingAdmissionPolicy</c>, compiled.</summary>
internal sealed class PolicyProgram
{
    private PolicyProgram()
    {
    }

    public bool HasParams { get; private init; }

    public required MatchConditions Conditions { get; init; }

    public required IReadOnlyList<PolicyVariable> Variables { get; init; }

    public required IReadOnlyList<PolicyValidation> Validations { get; init; }

    public required IReadOnlyList<PolicyAnnotation> Annotations { get; init; }

    /// <param name="spec">The policy's spec.</param>
    /// <param name="environment">What expressions may refer to beside variables; none for objects of any shape.</param>
    public static PolicyProgram Compile(JsonObject spec, CelEnvironment? environment = null)
    {
        var hasParams = spec.GetObject("paramKind") is not null;
        environment ??= AdmissionEnvironment.Get(hasParams);
        var conditions = MatchConditions.Of(spec.GetArray("matchConditions"), environment, hasParams);
        var types = new List<KeyValuePair<string, CelType>>();
        var variables = new List<PolicyVariable>();
        var scope = AdmissionEnvironment.WithVariables(environment, types);
        foreach (var variable in Items(spec, "variables"))
        {
            var name = variable.GetString("name") ?? "";
            var expression = AdmissionExpression.Compile(scope, Text(variable, "expression"), hasParams);
            variables.Add(new(name, expression));
            types.RemoveAll(t => t.Key == name);
            types.Add(new(name, expression.ResultType));
            scope = AdmissionEnvironment.WithVariables(environment, types);
        }

        return new()
        {
            HasParams = hasParams,
            Conditions = conditions,
            Variables = variables,
            Validations = [.. Items(spec, "validations").Select(v => new PolicyValidation(
                AdmissionExpression.Compile(scope, Text(v, "expression"), hasParams, CelType.Bool),
                v.GetString("message"),
                v.GetString("messageExpression") is { Length: > 0 } message ? AdmissionExpression.Compile(scope, message, hasParams, CelType.String) : null,
                v.GetString("reason")))],
            Annotations = [.. Items(spec, "auditAnnotations").Select(a => new PolicyAnnotation(
                a.GetString("key") ?? "", AdmissionExpression.Compile(scope, Text(a, "valueExpression"), hasParams, CelType.String, CelType.Null)))],
        };
    }

    private static IEnumerable<JsonObject> Items(JsonObject spec, string field) => (spec.GetArray(field) ?? JsonArray.Empty).OfType<JsonObject>();

    private static string Text(JsonObject value, string field) => value.GetString(field) ?? "";
}
