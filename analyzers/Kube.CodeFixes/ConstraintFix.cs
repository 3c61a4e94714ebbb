using System.Composition;
using Kube.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.CodeFixes;

/// <summary>Swaps two bounds that stand the wrong way round, and removes one that makes no sense by itself (KUBE051).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ConstraintFix() : SyntaxFix(RuleIds.ImpossibleConstraint)
{
    private protected override Edit? Fix(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(ConstraintPitfall.Mend, out var mend) || node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { } argument) return null;
        if (mend == ConstraintPitfall.Remove)
        {
            return argument.NameEquals is { Name.Identifier.ValueText: var name }
                ? new($"Remove '{name}'", mend, () => AttributeEdits.Remove(root, argument))
                : argument.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute ? new($"Remove [{attribute.Name}]", mend, () => AttributeEdits.Remove(root, attribute)) : null;
        }
        if (root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { } other) return null;
        var (one, two) = (argument.Expression, other.Expression);
        return new("Swap the bounds", ConstraintPitfall.Swap, () => root.ReplaceNodes([one, two], (old, _) => old == one ? two.WithTriviaFrom(one) : one.WithTriviaFrom(two)));
    }
}
