using System.Composition;
using System.Globalization;
using Kube.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.CodeFixes;

/// <summary>Gives the strings, lists and dictionaries that make a CEL rule dear the bounds that the diagnostic names (KUBE024, KUBE029).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class BoundFix() : BatchFix(RuleIds.RuleCost, RuleIds.UnboundedUnderRule)
{
    private protected override Task<CodeAction?> FixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var bounds = Bounds(diagnostic);
        return Task.FromResult(bounds.Count == 0 ? null : CodeAction.Create(
            "Add " + string.Join(", ", bounds.Select(bound => $"[{bound.Attribute}]").Distinct()), cancel => ApplyAsync(document.Project.Solution, bounds, cancel), nameof(BoundFix)));
    }

    private static List<(Location Member, string Attribute)> Bounds(Diagnostic diagnostic)
    {
        var bounds = new List<(Location, string)>();
        for (var i = 0; i < diagnostic.AdditionalLocations.Count; i++)
        {
            if (diagnostic.Properties.TryGetValue(UnboundedUnderRule.Bound + i.ToString(CultureInfo.InvariantCulture), out var attribute) && attribute is not null)
                bounds.Add((diagnostic.AdditionalLocations[i], attribute));
        }
        return bounds;
    }

    private static async Task<Solution> ApplyAsync(Solution solution, List<(Location Member, string Attribute)> bounds, CancellationToken cancellation)
    {
        foreach (var file in bounds.GroupBy(bound => bound.Member.SourceTree!))
        {
            if (solution.GetDocument(file.Key) is not { } document) continue;
            var root = await file.Key.GetRootAsync(cancellation).ConfigureAwait(false);
            // A member may need two: a bound for the list and one for its items.
            var members = file.GroupBy(bound => AttributeEdits.Declaration(root.FindNode(bound.Member.SourceSpan)), bound => bound.Attribute).Where(member => member.Key is not null).ToList();
            var changed = root.ReplaceNodes(members.Select(member => member.Key!), (old, _) => members.First(member => member.Key == old).Aggregate(old, Bounded));
            solution = solution.WithDocumentSyntaxRoot(document.Id, changed);
        }
        return solution;
    }

    private static SyntaxNode Bounded(SyntaxNode declaration, string text)
    {
        var name = text.Substring(0, text.IndexOf('('));
        // [Items] and [Values] may stand there once: what they say already stays.
        return name is "Items" or "Values" && AttributeEdits.Of(declaration).FirstOrDefault(attribute => AttributeEdits.IsNamed(attribute, name)) is { ArgumentList: { } arguments } known
            ? declaration.ReplaceNode(known, known.WithArgumentList(arguments.AddArguments([.. SyntaxFactory.ParseAttributeArgumentList(text.Substring(name.Length))!.Arguments])))
            : AttributeEdits.Add(declaration, name == "MaxLength" ? "System.ComponentModel.DataAnnotations" : "Kube", text);
    }
}
