using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>What can be said of <c>x-kubernetes-validations</c> without compiling them.</summary>
internal static class RuleTextChecks
{
    private static readonly string[] Reasons = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];

    public static void Check(JsonSchemaProps schema, FieldPath path, List<FieldError> errors)
    {
        for (var i = 0; i < schema.XValidations.Count; i++)
        {
            Check(schema.XValidations[i], schema, path.Child("x-kubernetes-validations").Index(i), errors);
        }
    }

    private static void Check(ValidationRule rule, JsonSchemaProps schema, FieldPath path, List<FieldError> errors)
    {
        var message = rule.Message ?? "";
        if (rule.Rule.Trim().Length == 0)
        {
            errors.Add(FieldError.Required(path.Child("rule"), "rule is not specified"));
        }
        else if (message.Length > 0 && message.Trim().Length == 0)
        {
            errors.Add(FieldError.Invalid(path.Child("message"), message, "must be non-empty if specified"));
        }
        else if (HasLineBreak(message.Trim()))
        {
            errors.Add(FieldError.Invalid(path.Child("message"), message, "must not contain line breaks"));
        }
        else if (HasLineBreak(rule.Rule.Trim()) && message.Length == 0)
        {
            errors.Add(FieldError.Required(path.Child("message"), "message must be specified if rule contains line breaks"));
        }

        if (rule.MessageExpression is { Length: > 0 } expression && expression.Trim().Length == 0)
        {
            errors.Add(FieldError.Required(path.Child("messageExpression"), "messageExpression must be non-empty if specified"));
        }

        if (rule.Reason is { } reason && !Reasons.Contains(reason))
        {
            errors.Add(FieldError.NotSupported(path.Child("reason"), reason, Reasons));
        }

        if (!string.IsNullOrEmpty(rule.FieldPath))
        {
            CheckFieldPath(rule.FieldPath!, schema, path.Child("fieldPath"), errors);
        }
    }

    private static void CheckFieldPath(string fieldPath, JsonSchemaProps schema, FieldPath path, List<FieldError> errors)
    {
        if (fieldPath.Trim().Length == 0)
        {
            errors.Add(FieldError.Invalid(path, fieldPath, "must be non-empty if specified"));
        }

        if (HasLineBreak(fieldPath))
        {
            errors.Add(FieldError.Invalid(path, fieldPath, "must not contain line breaks"));
        }

        // A schema that is not structural cannot be followed; that is told elsewhere.
        if (StructuralChecks.Unsupported(schema) is null && SchemaFieldPath.Resolve(fieldPath, schema, allowBrackets: true, out _, out _) is not null)
        {
            errors.Add(FieldError.Invalid(path, fieldPath, "must be a valid path"));
        }
    }

    private static bool HasLineBreak(string text) => text.IndexOfAny(['\n', '\r']) >= 0;
}
