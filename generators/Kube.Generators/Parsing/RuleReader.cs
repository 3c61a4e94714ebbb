using Kube.Schema.Crds;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>Reads <c>[Rule]</c> and its sisters.</summary>
internal static class RuleReader
{
    private static readonly string[] Reasons = ["FieldValueInvalid", "FieldValueForbidden", "FieldValueRequired", "FieldValueDuplicate"];

    /// <summary>The rule of an attribute; <paramref name="findings"/> remembers where it came from.</summary>
    public static ValidationRule Read(AttributeData attribute, Findings findings)
    {
        var rule = Read(attribute);
        findings.Remember(rule, new RuleOrigin(attribute, 0));
        return rule;
    }

    private static ValidationRule Read(AttributeData attribute) => new()
    {
        Rule = attribute.Text(0) ?? "",
        Message = attribute.Named("Message") as string,
        MessageExpression = attribute.Named("MessageExpression") as string,
        // The first is the default and goes unsaid.
        Reason = attribute.Named("Reason") is int reason and > 0 && reason < Reasons.Length ? Reasons[reason] : null,
        FieldPath = attribute.Named("FieldPath") as string,
        OptionalOldSelf = attribute.Named("OptionalOldSelf") is true ? true : null,
    };
}
