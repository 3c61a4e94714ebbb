using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Kube.Generators;

/// <summary>Says why a class with <c>[CustomResource]</c> got no resource: an analyzer can be switched off, and then nobody would.</summary>
internal static class SkippedResources
{
    /// <summary>The one diagnostic of the generator itself.</summary>
    public static readonly DiagnosticDescriptor Descriptor = new(
        "KUBE001",
        "No resource is generated",
        "No resource is generated for '{0}': {1}",
        "Kube",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "https://github.com/kube-generators/kube-generators/blob/main/docs/diagnostics/KUBE001.md");

    // The location is the raw one, so that #pragma works; only skipped classes have one, so nothing is kept of the others.
    public static void Report(SourceProductionContext output, Finding refusal) =>
        output.ReportDiagnostic(Diagnostic.Create(Descriptor, refusal.Location, [.. refusal.Arguments]));
}
