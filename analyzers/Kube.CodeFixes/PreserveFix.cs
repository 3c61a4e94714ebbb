using System.Composition;
using Kube.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Kube.CodeFixes;

/// <summary>Lets the schema end where a type would contain itself, with <c>[PreserveUnknownFields]</c> (KUBE005).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class PreserveFix() : SyntaxFix(RuleIds.RecursiveType)
{
    private protected override Edit? Fix(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) => AttributeEdits.Declaration(node) is { } declaration
        ? new("Keep whatever is below, unchecked, with [PreserveUnknownFields]", nameof(PreserveFix), () => root.ReplaceNode(declaration, AttributeEdits.Add(declaration, "Kube", "PreserveUnknownFields")))
        : null;
}
