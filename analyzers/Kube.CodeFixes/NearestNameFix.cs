using System.Collections.Immutable;
using System.Composition;
using Kube.Analyzers;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Kube.CodeFixes;

/// <summary>Writes the nearest name in place of one that does not exist, inside the text of a CEL rule (KUBE021).</summary>
[ExportCodeFixProvider(Microsoft.CodeAnalysis.LanguageNames.CSharp)]
[Shared]
public sealed class NearestNameFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.RuleType, RuleIds.MessageExpression];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(RuleProblems.Replacement, out var name) || name is null)
                continue;
            var change = new TextChange(diagnostic.Location.SourceSpan, name);
            context.RegisterCodeFix(
                CodeAction.Create($"Write '{name}'", _ => Task.FromResult(context.Document.WithText(text.WithChanges(change))), nameof(NearestNameFix)),
                diagnostic);
        }
    }
}
