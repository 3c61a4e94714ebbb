using System.Collections.Immutable;
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

    public static void Report(IncrementalGeneratorInitializationContext context)
    {
        // The location is the raw one, so that #pragma works; only skipped classes get this far, so nothing is kept of the others.
        var skipped = context.SyntaxProvider.ForAttributeWithMetadataName(
            ResourceParser.AttributeName,
            static (_, _) => true,
            static (context, cancellation) =>
            {
                var findings = new Findings(true);
                SurfaceParser.Parse((INamedTypeSymbol)context.TargetSymbol, context.Attributes[0], findings, cancellation);
                return findings.ToImmutable();
            }).SelectMany(static (findings, _) => findings);
        context.RegisterSourceOutput(skipped, static (output, finding) =>
            output.ReportDiagnostic(Diagnostic.Create(Descriptor, finding.Location, finding.Arguments.Cast<object>().ToArray())));
    }
}
