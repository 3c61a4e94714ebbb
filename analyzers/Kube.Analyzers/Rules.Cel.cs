using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>The diagnostics about CEL rules.</summary>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor RuleSyntax = new(
        RuleIds.RuleSyntax,
        "CEL rule that cannot be read",
        "The CEL rule cannot be read: {0}",
        "Kube.Rules", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.RuleSyntax));

    public static readonly DiagnosticDescriptor RuleType = new(
        RuleIds.RuleType,
        "CEL rule that does not fit its schema",
        "The CEL rule does not fit its schema: {0}",
        "Kube.Rules", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.RuleType));

    public static readonly DiagnosticDescriptor RuleResult = new(
        RuleIds.RuleResult,
        "CEL rule that is not of type bool",
        "A CEL rule has to be of type bool: {0}",
        "Kube.Rules", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.RuleResult));

    public static readonly DiagnosticDescriptor MessageExpression = new(
        RuleIds.MessageExpression,
        "Message expression that an API server refuses",
        "The message expression cannot be used: {0}",
        "Kube.Rules", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.MessageExpression));

    public static readonly DiagnosticDescriptor RuleCost = new(
        RuleIds.RuleCost,
        "CEL rule that is over budget",
        "The CEL rule may cost more than an API server allows: {0}",
        "Kube.Rules", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.RuleCost));

    public static readonly DiagnosticDescriptor RuleTransition = new(
        RuleIds.RuleTransition,
        "CEL rule without an old value to compare with",
        "The CEL rule has no old value to compare with: {0}",
        "Kube.Rules", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.RuleTransition));

    public static readonly DiagnosticDescriptor RuleSetting = new(
        RuleIds.RuleSetting,
        "Setting of a CEL rule that an API server refuses",
        "The CEL rule's settings are refused: {0}",
        "Kube.Rules", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.RuleSetting));
}
