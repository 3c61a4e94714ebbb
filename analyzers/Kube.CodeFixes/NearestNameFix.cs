using System.Composition;
using Kube.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Kube.CodeFixes;

/// <summary>Writes the nearest name in place of one that does not exist: of a member, in the path of a column, inside the text of a CEL rule (KUBE011, 016, 021, 023).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class NearestNameFix() : BatchFix(RuleIds.RuleType, RuleIds.MessageExpression, RuleIds.UnknownMember, RuleIds.PathDoesNotResolve)
{
    private protected override async Task<CodeAction?> FixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(RuleProblems.Replacement, out var name) || name is null) return null;
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var change = new TextChange(diagnostic.Location.SourceSpan, name);
        return CodeAction.Create($"Write '{name}'", _ => Task.FromResult(document.WithText(text.WithChanges(change))), nameof(NearestNameFix));
    }
}
