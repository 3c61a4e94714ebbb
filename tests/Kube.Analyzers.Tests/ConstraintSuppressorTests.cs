using System.Collections.Immutable;
using Kube.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kube.Analyzers.Tests;

public sealed class ConstraintSuppressorTests
{
    [Fact]
    public async Task The_trim_warning_of_lengths_is_taken_back_on_members_of_resources_only()
    {
        var diagnostics = await AnalyzerTest.WithSuppressorAsync<TrimWarnings, ConstraintSuppressor>("""
            [CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
            public sealed record ThingSpec([MaxLength(1)] string? A)
            {
                [MinLength(1), MaxLength(2)] public IReadOnlyList<Part>? B { get; init; }
                [Length(1, 2)] public Box<string>? C { get; init; }
            }
            public sealed record Part { [MaxLength(3)] public string? D { get; init; } }
            public sealed record Box<T> { [MaxLength(4)] public T? E { get; init; } }
            public sealed record ThingStatus { [MaxLength(5)] public string? F { get; init; } }
            public sealed record Elsewhere { [MaxLength(6)] public string? G { get; init; } }
            """);
        Assert.Equal(["MaxLength(6)"], diagnostics.Where(d => !d.IsSuppressed).Select(Text));
        Assert.Equal(7, diagnostics.Count(d => d.IsSuppressed));
    }

    private static string Text(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);

    /// <summary>What the SDK's trim analyzer does: it warns at every attribute whose constructor wants unreferenced code.</summary>
#pragma warning disable RS1036, RS1038, RS1041, RS2008 // No compiler loads it.
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class TrimWarnings : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Rule = new("IL2026", "Trim", "Trim", "Trimming", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSyntaxNodeAction(
                node =>
                {
                    if (node.Node is AttributeSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "MinLength" or "MaxLength" or "Length" } }) node.ReportDiagnostic(Diagnostic.Create(Rule, node.Node.GetLocation()));
                },
                SyntaxKind.Attribute);
        }
    }
}
