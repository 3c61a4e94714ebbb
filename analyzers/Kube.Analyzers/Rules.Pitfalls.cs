using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>The diagnostics about what works and may surprise.</summary>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor UnboundedUnderRule = new(
        RuleIds.UnboundedUnderRule,
        "Value without a bound under a CEL rule",
        "'{0}' is {1}, so the CEL rule \"{2}\" is estimated to cost {3} of the {4} that an API server allows: {5}",
        "Kube.Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.UnboundedUnderRule));

    public static readonly DiagnosticDescriptor FloatNumber = new(
        RuleIds.FloatNumber,
        "Number of less than double precision",
        "'{0}' is of type '{1}', which rounds what others write, and writes the rounded number back: use '{2}', decimal or Quantity",
        "Kube.Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.FloatNumber));

    public static readonly DiagnosticDescriptor HalfOfRange = new(
        RuleIds.HalfOfRange,
        "Integer that an API server keeps half of",
        "'{0}' is of type '{1}', and an API server refuses the upper half of its values: use '{2}' with a [Range]",
        "Kube.Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.HalfOfRange));

    public static readonly DiagnosticDescriptor UnsignedNumber = new(
        RuleIds.UnsignedNumber,
        "Unsigned integer",
        "'{0}' is of the unsigned type '{1}', which clients in other languages may not have: use '{2}' with a [Range], as Kubernetes' own types do",
        "Kube.Usage", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.UnsignedNumber));

    public static readonly DiagnosticDescriptor TimeWithoutOffset = new(
        RuleIds.TimeWithoutOffset,
        "Time without an offset",
        "'{0}' is of type '{1}', which loses the offset and takes a time of no kind for UTC: use '{2}'",
        "Kube.Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.TimeWithoutOffset));

    public static readonly DiagnosticDescriptor MutableCollection = new(
        RuleIds.MutableCollection,
        "Collection that can be changed",
        "'{0}' is of type '{1}', and whoever changes it changes it for everybody who reads the cache: use '{2}'",
        "Kube.Usage", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.MutableCollection));

    public static readonly DiagnosticDescriptor DefaultOnNullable = new(
        RuleIds.DefaultOnNullable,
        "Default of a value that may be null",
        "'{0}' may be null and has the default {1}; {2}",
        "Kube.Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.DefaultOnNullable));

    public static readonly DiagnosticDescriptor RequiredWithDefault = new(
        RuleIds.RequiredWithDefault,
        "Default of a required member",
        "'{0}' is required, so its default {1} is never used and is not in the schema: remove the default, or let the member be optional",
        "Kube.Usage", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.RequiredWithDefault));

    public static readonly DiagnosticDescriptor UnknownFormat = new(
        RuleIds.UnknownFormat,
        "Format that is not enforced",
        "The format '{0}' of '{1}' is not one that an API server enforces on values of type {2}: use a known one, or [RegularExpression]",
        "Kube.Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.UnknownFormat));

    public static readonly DiagnosticDescriptor SerializedByContext = new(
        RuleIds.SerializedByContext,
        "Resource in a context of System.Text.Json",
        "The context names {0}, {1}: leave it out, and put KubeJsonResolver.Instance first in the TypeInfoResolverChain of the options",
        "Kube.Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.SerializedByContext));

    public static readonly DiagnosticDescriptor AttributeIgnored = new(
        RuleIds.AttributeIgnored,
        "Attribute that is not followed",
        "[{0}] on '{1}' is followed neither by the codec nor by the schema: {2}",
        "Kube.Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.AttributeIgnored));
}
