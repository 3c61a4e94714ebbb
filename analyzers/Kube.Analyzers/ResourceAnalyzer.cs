using System.Collections.Concurrent;
using System.Collections.Immutable;
using Kube.Cel;
using Kube.Generators.Parsing;
using Kube.Schema.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kube.Analyzers;

/// <summary>
/// Reads every class with <c>[CustomResource]</c> as the generator does and reports what cannot be mapped, or maps in a way that may surprise;
/// checks its CEL rules against its schema, and its CRD as an API server would.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ResourceAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        .. ((FindingRule[])Enum.GetValues(typeof(FindingRule))).Select(FindingRules.Of).OfType<DiagnosticDescriptor>(),
        .. RuleProblems.Descriptors,
        Rules.RefusedDefinition,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(ResourceParser.AttributeName) is not { } attribute)
                return;
            // A type that several resources use is read once for each; what is wrong with it is said once.
            var reported = new Reported();
            start.RegisterSymbolAction(symbol => Analyze(symbol, attribute, reported), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol attributeType, Reported reported)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var attribute in type.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, attributeType))
                Analyze(context, type, attribute, reported);
        }
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, AttributeData attribute, Reported reported)
    {
        var findings = new Findings(true);
        var resource = ResourceParser.Parse(type, attribute, context.Compilation, findings, context.CancellationToken);
        var isBroken = false;
        foreach (var finding in findings.ToImmutable())
        {
            if (FindingRules.Of(finding.Rule) is not { } rule)
                continue;
            isBroken |= rule.DefaultSeverity == DiagnosticSeverity.Error;
            // What is wrong with a type of another assembly can only be mended here, where it is used.
            var location = finding.Location.SourceTree is { } tree && context.Compilation.ContainsSyntaxTree(tree) ? finding.Location : type.Locations[0];
            if (reported.IsNew(rule, location, ""))
                context.ReportDiagnostic(Diagnostic.Create(rule, location, [.. finding.Arguments]));
        }
        if (resource?.Crd.Version.Schema is not { } schema)
            return;

        var reports = RuleAnalysis.Analyze(schema, KubernetesVersion.OldestSupported);
        foreach (var problem in RuleProblems.Of(reports, findings, context.Compilation, type.Locations[0]))
        {
            if (reported.IsNew(problem.Descriptor, problem.Location, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)))
                context.ReportDiagnostic(problem);
        }
        // The schema of a class with errors has gaps, and what a server says of those helps nobody.
        if (isBroken)
            return;
        foreach (var error in ServerVerdict.Of(resource, reports, findings))
            context.ReportDiagnostic(Diagnostic.Create(Rules.RefusedDefinition, attribute.Location(), error.Path, error.Message));
    }

    /// <summary>What has been said, so that it is said once.</summary>
    private sealed class Reported
    {
        private readonly ConcurrentDictionary<(string Id, Location Location, string Message), bool> _known = new();

        public bool IsNew(DiagnosticDescriptor rule, Location location, string message) => _known.TryAdd((rule.Id, location, message), true);
    }
}
