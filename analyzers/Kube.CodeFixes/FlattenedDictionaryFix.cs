using System.Collections.Immutable;
using System.Composition;
using Kube.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Kube.CodeFixes;

/// <summary>Makes the values of extension data <c>JsonElement</c>, which a schema can say (KUBE002).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class FlattenedDictionaryFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.FlattenedDictionary];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { } property || ValueType(property.Type) is not { } value)
            return;
        context.RegisterCodeFix(
            CodeAction.Create("Keep the values as JsonElement", _ => Task.FromResult(Apply(context.Document, root, value)), nameof(FlattenedDictionaryFix)),
            context.Diagnostics);
    }

    private static Document Apply(Document document, SyntaxNode root, TypeSyntax value)
    {
        var element = SyntaxFactory.ParseTypeName("global::System.Text.Json.JsonElement").WithTriviaFrom(value).WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
        return document.WithSyntaxRoot(root.ReplaceNode(value, element));
    }

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
