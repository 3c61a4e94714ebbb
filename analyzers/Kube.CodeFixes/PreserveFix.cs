using System.Collections.Immutable;
using System.Composition;
using Kube.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Kube.CodeFixes;

/// <summary>Lets the schema end where a type would contain itself, with <c>[PreserveUnknownFields]</c> (KUBE005).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class PreserveFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.RecursiveType];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span) is not { } node || AttributeEdits.Declaration(node) is not { } declaration) return;
        context.RegisterCodeFix(
            CodeAction.Create(
                "Keep whatever is below, unchecked, with [PreserveUnknownFields]",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(declaration, AttributeEdits.Add(declaration, "Kube", "PreserveUnknownFields")))),
                nameof(PreserveFix)),
            context.Diagnostics);
    }
}
