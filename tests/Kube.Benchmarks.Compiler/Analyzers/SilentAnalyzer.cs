using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kube.Benchmarks.Analyzers;

/// <summary>Asks for symbols, as ours do, and has nothing to say of them: what is left when our work is taken away.</summary>
#pragma warning disable RS1001 // It is run by hand.
internal sealed class SilentAnalyzer : DiagnosticAnalyzer
#pragma warning restore RS1001
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [new("KUBE0000", "Nothing", "Nothing", "Benchmarks", DiagnosticSeverity.Info, isEnabledByDefault: true)];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(_ => { }, SymbolKind.NamedType);
    }
}
