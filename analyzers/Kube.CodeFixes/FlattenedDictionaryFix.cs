using System.Composition;
using Kube.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Kube.CodeFixes;

/// <summary>Makes the values of extension data <c>JsonElement</c>, which a schema can say (KUBE002).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class FlattenedDictionaryFix() : SyntaxFix(RuleIds.FlattenedDictionary)
{
    private protected override Edit? Fix(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is { } property && ValueType(property.Type) is { } value
            ? new("Keep the values as JsonElement", nameof(FlattenedDictionaryFix), () => root.ReplaceNode(value, Element(value)))
            : null;

    private static TypeSyntax Element(TypeSyntax value) =>
        SyntaxFactory.ParseTypeName("global::System.Text.Json.JsonElement").WithTriviaFrom(value).WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);

    // The second type argument of Dictionary<string, T> and its like, under nullability and namespaces.
    private static TypeSyntax? ValueType(TypeSyntax type) => type switch
    {
        NullableTypeSyntax nullable => ValueType(nullable.ElementType),
        QualifiedNameSyntax qualified => ValueType(qualified.Right),
        AliasQualifiedNameSyntax alias => ValueType(alias.Name),
        GenericNameSyntax { TypeArgumentList.Arguments: { Count: 2 } arguments } => arguments[1],
        _ => null,
    };
}
