using System.Collections.Concurrent;
using System.Collections.Immutable;
using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kube.Analyzers;

/// <summary>Reads every class with <c>[CustomResource]</c> as the generator does and reports what cannot be mapped, or maps in a way that may surprise.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ResourceAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. ((FindingRule[])Enum.GetValues(typeof(FindingRule))).Select(FindingRules.Of).OfType<DiagnosticDescriptor>()];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(ResourceParser.AttributeName) is not { } attribute)
                return;
            // A type that several resources use is read once for each; what is wrong with it is said once.
            var reported = new ConcurrentDictionary<(FindingRule, Location), bool>();
            start.RegisterSymbolAction(symbol => Analyze(symbol, attribute, reported), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol attributeType, ConcurrentDictionary<(FindingRule, Location), bool> reported)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var attribute in type.GetAttributes())
        {
            if (!SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, attributeType))
                continue;
            foreach (var finding in ResourceParser.Parse(type, attribute, context.Compilation, wantsFindings: true, context.CancellationToken).Findings)
            {
                if (FindingRules.Of(finding.Rule) is not { } rule)
                    continue;
                // What is wrong with a type of another assembly can only be mended here, where it is used.
                var location = finding.Location.SourceTree is { } tree && context.Compilation.ContainsSyntaxTree(tree) ? finding.Location : type.Locations[0];
                if (reported.TryAdd((finding.Rule, location), true))
                    context.ReportDiagnostic(Diagnostic.Create(rule, location, [.. finding.Arguments]));
            }
        }
    }
}
