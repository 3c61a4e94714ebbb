using Kube.Schema.Json;
using Kube.Schema.Metadata;
using Kube.Testing.Admission.Expressions;
using Kube.Testing.Admission.Policies;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using static Kube.Testing.BuiltIn.AdmissionRules;

namespace Kube.Testing.BuiltIn;

/// <summary>The rules for <c>ValidatingAdmissionPolicy</c> and its bindings.</summary>
internal static class AdmissionPolicyRules
{
    private static readonly string[] Reasons = ["Forbidden", "Invalid", "RequestEntityTooLarge", "Unauthorized"];
    private static readonly string[] Actions = ["Audit", "Deny", "Warn"];

    public static IEnumerable<FieldCause> ValidatePolicy(JsonObject value, JsonObject? old)
    {
        var spec = value.GetObject("spec") ?? JsonObject.Empty;
        var causes = new List<FieldCause>();
        if (spec.GetString("failurePolicy") is { } failure and not ("Fail" or "Ignore"))
        {
            causes.Add(Unsupported("spec.failurePolicy", failure, "Fail", "Ignore"));
        }

        if (spec.GetObject("paramKind") is { } kind)
        {
            causes.AddRange(((string[])["apiVersion", "kind"]).Where(f => kind.GetString(f) is not { Length: > 0 }).Select(f => FieldCause.Required($"spec.paramKind.{f}", "")));
        }

        if (spec.GetObject("matchConstraints") is { } match)
        {
            causes.AddRange(Match(match, "spec.matchConstraints", needsRules: true));
        }
        else
        {
            causes.Add(FieldCause.Required("spec.matchConstraints", ""));
        }

        var program = PolicyProgram.Compile(spec);
        causes.AddRange(Conditions(
            spec, "spec", text => AdmissionExpression.Compile(AdmissionEnvironment.Get(program.HasParams), text, program.HasParams, Kube.Cel.CelType.Bool)));
        causes.AddRange(Variables(spec, program));
        if (program.Validations.Count == 0 && program.Annotations.Count == 0)
        {
            causes.Add(FieldCause.Required("spec.validations", "validations or auditAnnotations must contain at least one item"));
        }

        causes.AddRange(Validations(spec, program));
        causes.AddRange(Annotations(spec, value.Name, program));
        return causes;
    }

    public static IEnumerable<FieldCause> ValidateBinding(JsonObject value, JsonObject? old)
    {
        var spec = value.GetObject("spec") ?? JsonObject.Empty;
        if (spec.GetString("policyName") is not { Length: > 0 })
        {
            yield return FieldCause.Required("spec.policyName", "");
        }

        if (spec.GetObject("paramRef") is { } reference)
        {
            foreach (var cause in Reference(reference, "spec.paramRef"))
            {
                yield return cause;
            }
        }

        if (spec.GetObject("matchResources") is { } match)
        {
            foreach (var cause in Match(match, "spec.matchResources", needsRules: false))
            {
                yield return cause;
            }
        }

        var actions = Texts(spec, "validationActions");
        if (actions.Count == 0)
        {
            yield return FieldCause.Required("spec.validationActions", "at least one validation action is required");
        }

        for (var i = 0; i < actions.Count; i++)
        {
            if (!Actions.Contains(actions[i]))
            {
                yield return Unsupported($"spec.validationActions[{i}]", actions[i], Actions);
            }
            else if (actions.Take(i).Contains(actions[i]))
            {
                yield return new("FieldValueDuplicate", $"Duplicate value: \"{actions[i]}\"", $"spec.validationActions[{i}]");
            }
        }

        if (actions.Contains("Deny") && actions.Contains("Warn"))
        {
            yield return FieldCause.Invalid("spec.validationActions", spec["validationActions"]!, "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)");
        }
    }

    private static IEnumerable<FieldCause> Reference(JsonObject reference, string at)
    {
        var hasName = reference.GetString("name") is { Length: > 0 };
        var hasSelector = reference.GetObject("selector") is not null;
        if (hasName && hasSelector)
        {
            yield return FieldCause.Forbidden($"{at}.name", "name and selector are mutually exclusive");
        }
        else if (!hasName && !hasSelector)
        {
            yield return FieldCause.Required(at, "one of name or selector must be specified");
        }

        if (reference.GetString("parameterNotFoundAction") is not { } action)
        {
            yield return FieldCause.Required($"{at}.parameterNotFoundAction", "");
        }
        else if (action is not ("Allow" or "Deny"))
        {
            yield return Unsupported($"{at}.parameterNotFoundAction", action, "Allow", "Deny");
        }
    }

    private static IEnumerable<FieldCause> Match(JsonObject match, string at, bool needsRules)
    {
        if (needsRules && match.GetArray("resourceRules") is not { Count: > 0 })
        {
            yield return FieldCause.Required($"{at}.resourceRules", "");
        }

        foreach (var (rule, place) in Items(match, "resourceRules", at).Concat(Items(match, "excludeResourceRules", at)))
        {
            foreach (var cause in Rule(rule, place))
            {
                yield return cause;
            }
        }

        if (match.GetString("matchPolicy") is { } policy and not ("Equivalent" or "Exact"))
        {
            yield return Unsupported($"{at}.matchPolicy", policy, "Equivalent", "Exact");
        }
    }

    private static IEnumerable<FieldCause> Variables(JsonObject spec, PolicyProgram program)
    {
        var names = new HashSet<string>();
        foreach (var ((variable, at), compiled) in Items(spec, "variables", "spec").Zip(program.Variables))
        {
            if (compiled.Name.Length == 0)
            {
                yield return FieldCause.Required($"{at}.name", "name is not specified");
            }
            else if (!char.IsAsciiLetter(compiled.Name[0]) && compiled.Name[0] != '_')
            {
                yield return FieldCause.Invalid($"{at}.name", compiled.Name, "name is not a valid CEL identifier");
            }
            else if (!names.Add(compiled.Name))
            {
                yield return new("FieldValueDuplicate", $"Duplicate value: \"{compiled.Name}\"", $"{at}.name");
            }

            if (Expression(variable, "expression", compiled.Expression, at, "expression is not specified") is { } cause)
            {
                yield return cause;
            }
        }
    }

    private static IEnumerable<FieldCause> Validations(JsonObject spec, PolicyProgram program)
    {
        foreach (var ((validation, at), compiled) in Items(spec, "validations", "spec").Zip(program.Validations))
        {
            if (Expression(validation, "expression", compiled.Expression, at, "expression is not specified") is { } cause)
            {
                yield return cause;
            }

            if (compiled.MessageExpression?.Error is { } error)
            {
                yield return FieldCause.Invalid($"{at}.messageExpression", compiled.MessageExpression.Text, error);
            }

            if (compiled.Message is { Length: > 0 } message && message.Trim().Length == 0)
            {
                yield return FieldCause.Invalid($"{at}.message", message, "message must be non-empty if specified");
            }
            else if (compiled.Message?.Contains('\n', StringComparison.Ordinal) == true)
            {
                yield return FieldCause.Invalid($"{at}.message", compiled.Message, "message must not contain line breaks");
            }

            if (compiled.Reason is { } reason && !Reasons.Contains(reason))
            {
                yield return Unsupported($"{at}.reason", reason, Reasons);
            }
        }
    }

    private static IEnumerable<FieldCause> Annotations(JsonObject spec, string policy, PolicyProgram program)
    {
        var keys = new HashSet<string>();
        foreach (var ((annotation, at), compiled) in Items(spec, "auditAnnotations", "spec").Zip(program.Annotations))
        {
            foreach (var problem in NameRules.IsLabelKey($"{policy}/{compiled.Key}"))
            {
                yield return FieldCause.Invalid($"{at}.key", compiled.Key, problem);
            }

            if (!keys.Add(compiled.Key))
            {
                yield return new("FieldValueDuplicate", $"Duplicate value: \"{compiled.Key}\"", $"{at}.key");
            }

            if (Expression(annotation, "valueExpression", compiled.Expression, at, "valueExpression is not specified") is { } cause)
            {
                yield return cause;
            }
        }
    }

    private static FieldCause? Expression(JsonObject owner, string field, AdmissionExpression compiled, string at, string missing) =>
        string.IsNullOrWhiteSpace(owner.GetString(field))
            ? FieldCause.Required($"{at}.{field}", missing)
            : compiled.Error is { } error ? FieldCause.Invalid($"{at}.{field}", compiled.Text, error) : null;
}
