using System.Composition;
using Kube.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Kube.CodeFixes;

/// <summary>Puts <c>[JsonIgnore]</c> on a property that nothing can set (KUBE014).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ReadOnlyMemberFix() : SyntaxFix(RuleIds.ReadOnlyMember)
{
    private protected override Edit? Fix(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) => node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is { } property
        ? new("Leave it out of JSON with [JsonIgnore]", nameof(ReadOnlyMemberFix), () => root.ReplaceNode(property, Ignored(property)))
        : null;

    private static PropertyDeclarationSyntax Ignored(PropertyDeclarationSyntax property)
    {
        var name = SyntaxFactory.ParseName("global::System.Text.Json.Serialization.JsonIgnore").WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
        var attribute = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(name)))
            .WithLeadingTrivia(property.GetLeadingTrivia())
            .WithTrailingTrivia(SyntaxFactory.Space);
        var marked = property.WithoutLeadingTrivia();
        return marked.WithAttributeLists(marked.AttributeLists.Insert(0, attribute));
    }
}
