using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>The diagnostics about a CRD as a whole and what stands in it.</summary>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor RefusedDefault = new(
        RuleIds.RefusedDefault,
        "Default that its own schema forbids",
        "The default of '{0}' is refused by an API server, because it breaks its own schema: {1}; {2}",
        "Kube.Definition", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.RefusedDefault));

    public static readonly DiagnosticDescriptor RefusedPattern = new(
        RuleIds.RefusedPattern,
        "Pattern that is not RE2",
        "The pattern of '{0}' is refused by an API server, which reads RE2: {1}; {2}",
        "Kube.Definition", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.RefusedPattern));

    public static readonly DiagnosticDescriptor NameTaken = new(
        RuleIds.NameTaken,
        "Name that another CRD of the group has",
        "The name '{0}' is taken by {1} ('{2}'), and an API server does not serve a CRD whose names are taken: choose another",
        "Kube.Definition", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.NameTaken));

    public static readonly DiagnosticDescriptor TypeNameTaken = new(
        RuleIds.TypeNameTaken,
        "Two resources with one C# name",
        "'{0}' and '{1}' would both generate the type '{2}', so only one of them is generated: set TypeName, or put each version into a namespace of its own",
        "Kube.Definition", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.TypeNameTaken));

    public static readonly DiagnosticDescriptor ShortNameShadowed = new(
        RuleIds.ShortNameShadowed,
        "Short name that means something else",
        "The short name '{0}' already means {1}",
        "Kube.Definition", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.ShortNameShadowed));

    public static readonly DiagnosticDescriptor DefinitionLarge = new(
        RuleIds.DefinitionLarge,
        "CRD that is near the limit of kubectl apply",
        "The CRD {0} takes {1} bytes, and kubectl apply keeps at most {2} in an annotation: use kubectl apply --server-side, or shorten the documentation",
        "Kube.Definition", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.DefinitionLarge));

    public static readonly DiagnosticDescriptor DefinitionTooLarge = new(
        RuleIds.DefinitionTooLarge,
        "CRD that is too large to store",
        "The CRD {0} takes {1} bytes, and an API server stores at most {2}: shorten the documentation, use [PreserveUnknownFields] for what need not be checked, or split the kind",
        "Kube.Definition", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.DefinitionTooLarge));

    public static readonly DiagnosticDescriptor VersionsDisagree = new(
        RuleIds.VersionsDisagree,
        "Versions of one CRD that do not agree",
        "'{0}' does not fit the other versions of {1}: {2}",
        "Kube.Definition", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.VersionsDisagree));

    public static readonly DiagnosticDescriptor NothingServed = new(
        RuleIds.NothingServed,
        "CRD that serves no version",
        "No version of {0} is served, so nobody can read or write its objects: serve at least one",
        "Kube.Definition", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.NothingServed));

    public static readonly DiagnosticDescriptor LostField = new(
        RuleIds.LostField,
        "Field that is lost when it is stored",
        "'{0}' is in version {1} and not in {2}, which is stored, so an API server drops it: add it to '{3}', or convert with [ConversionWebhook]",
        "Kube.Definition", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.LostField));

    public static readonly DiagnosticDescriptor EmptyColumn = new(
        RuleIds.EmptyColumn,
        "Printer column that stays empty",
        "The column '{0}' stays empty, because of the path '{1}': {2}",
        "Kube.Definition", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.EmptyColumn));

    public static readonly DiagnosticDescriptor ScaleIncomplete = new(
        RuleIds.ScaleIncomplete,
        "Scale subresource that does not work",
        "[Scale] on '{0}' does not work: {1}",
        "Kube.Definition", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.ScaleIncomplete));

    public static readonly DiagnosticDescriptor MarkWithoutPath = new(
        RuleIds.MarkWithoutPath,
        "Mark on a member that has no path",
        "[{0}] on '{1}' does nothing, because it is inside a list, a dictionary or a union, and a path of a CRD goes through objects only: remove it, or mark a member of the spec or the status",
        "Kube.Definition", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.MarkWithoutPath));
}
