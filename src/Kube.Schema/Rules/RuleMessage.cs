using Kube.Cel;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Schema.Rules;

/// <summary>What a failed rule says.</summary>
internal static class RuleMessage
{
    /// <summary>The evaluated messageExpression, else the message, else the rule itself.</summary>
    /// <param name="rule">The failed rule.</param>
    /// <param name="variables">self and oldSelf.</param>
    /// <param name="budget">The cost that is left; reduced by what the message costs.</param>
    /// <param name="error">Set when making the message used up the budget: nothing further may run.</param>
    public static string Of(CompiledRule rule, CelVariables variables, ref long budget, out string? error)
    {
        error = null;
        var evaluated = rule.MessageExpression is null ? null : Evaluate(rule, variables, ref budget, out error);
        return evaluated ?? (string.IsNullOrEmpty(rule.Rule.Message) ? "failed rule: " + NameOf(rule.Rule) : rule.Rule.Message!.Trim());
    }

    /// <summary>How errors name a rule: by its message if it has one.</summary>
    public static string NameOf(ValidationRule rule) => (string.IsNullOrEmpty(rule.Message) ? rule.Rule : rule.Message!).Trim();

    /// <summary>The error of the kind that the rule's reason asks for.</summary>
    public static FieldError ErrorFor(string? reason, FieldPath path, JsonValue? value, string detail) => reason switch
    {
        "FieldValueForbidden" => FieldError.Forbidden(path, detail),
        "FieldValueRequired" => FieldError.Required(path, detail),
        "FieldValueDuplicate" => new FieldError(FieldErrorKind.Duplicate, path.Parent is null ? "<nil>" : path.ToString(), value, "") { Place = path },
        _ => FieldError.Invalid(path, value, detail),
    };

    private static string? Evaluate(CompiledRule rule, CelVariables variables, ref long budget, out string? error)
    {
        error = null;
        var (result, cost) = rule.MessageExpression!.Evaluate(variables, RuleLimits.PerEvaluation);
        if (cost > long.MaxValue || (long)cost > budget)
        {
            error = "messageExpression evaluation failed due to running out of cost budget, no further validation rules will be run";
            return null;
        }

        if (result.IsError && result.AsError.IsCostLimit)
        {
            error = "no further validation rules will be run due to call cost exceeds limit for messageExpression: "
                + GoText.Quote(rule.Rule.MessageExpression!);
            return null;
        }

        budget -= (long)cost;
        if (result.Kind != CelKind.String)
        {
            return null;
        }

        var message = result.AsString.Trim();
        var fits = message.Length > 0 && message.IndexOf('\n') < 0 && System.Text.Encoding.UTF8.GetByteCount(message) <= RuleLimits.MaxMessageSize;
        return fits ? message : null;
    }
}
