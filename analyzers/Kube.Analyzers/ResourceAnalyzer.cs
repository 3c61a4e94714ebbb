using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kube.Analyzers;

/// <summary>
/// Reads every class with <c>[CustomResource]</c> as the generator does and reports what cannot be mapped, or maps in a way that may surprise;
/// checks its CEL rules against its schema, and its CRD, with all its versions, as an API server would.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ResourceAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        .. ((FindingRule[])Enum.GetValues(typeof(FindingRule))).Select(FindingRules.Of).OfType<DiagnosticDescriptor>(),
        .. RuleProblems.Descriptors,
        .. MemberPitfalls.Descriptors,
        .. DefinitionFindings.Descriptors,
        Rules.UnboundedUnderRule,
        Rules.SerializedByContext,
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
            var book = new ResourceBook(start.Compilation, attribute, OldestServer.Of(start.Options));
            start.RegisterSymbolAction(
                symbol =>
                {
                    var type = (INamedTypeSymbol)symbol.Symbol;
                    if (book.Read(type, symbol.CancellationToken) is { } reading)
                        Analyze(symbol, reading, book, reported);
                    foreach (var pitfall in SerializationContextPitfall.Of(type, book))
                        symbol.ReportDiagnostic(pitfall);
                },
                SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, ResourceReading reading, ResourceBook book, Reported reported)
    {
        foreach (var finding in reading.Findings.ToImmutable())
        {
            // What is wrong with a type of another assembly can only be mended here, where it is used.
            if (FindingRules.Of(finding.Rule) is { } rule)
                Report(Diagnostic.Create(rule, reading.Here(finding.Location), Properties(finding), [.. finding.Arguments]), finding.Rule == FindingRule.InvalidUnionCase ? finding.Arguments[1] : "");
        }
        foreach (var problem in RuleProblems.Of(reading))
            Report(problem, Message(problem));
        foreach (var pitfall in MemberPitfalls.Of(reading).Concat(UnboundedUnderRule.Of(reading)))
            Report(pitfall, Message(pitfall));
        if (reading.Model is null)
            return;
        foreach (var (diagnostic, key) in DefinitionFindings.Of(reading, book, context.CancellationToken))
            Report(diagnostic, key);

        void Report(Diagnostic diagnostic, string key)
        {
            if (reported.IsNew(diagnostic.Descriptor, diagnostic.Location, key))
                context.ReportDiagnostic(diagnostic);
        }
    }

    private static ImmutableDictionary<string, string?>? Properties(Finding finding) =>
        finding.Replacement is { } replacement ? ImmutableDictionary<string, string?>.Empty.Add(RuleProblems.Replacement, replacement) : null;

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);

    /// <summary>What has been said, so that it is said once.</summary>
    private sealed class Reported
    {
        private readonly ConcurrentDictionary<(string Id, Location Location, string Key), bool> _known = new();

        public bool IsNew(DiagnosticDescriptor rule, Location location, string key) => _known.TryAdd((rule.Id, location, key), true);
    }
}
