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

/// <summary>Puts <c>[JsonIgnore]</c> on a property that nothing can set (KUBE014).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ReadOnlyMemberFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.ReadOnlyMember];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { } property)
            return;
        context.RegisterCodeFix(
            CodeAction.Create("Leave it out of JSON with [JsonIgnore]", _ => Task.FromResult(Apply(context.Document, root, property)), nameof(ReadOnlyMemberFix)),
            context.Diagnostics);
    }

    private static Document Apply(Document document, SyntaxNode root, PropertyDeclarationSyntax property)
    {
        var name = SyntaxFactory.ParseName("global::System.Text.Json.Serialization.JsonIgnore").WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
        var attribute = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(name)))
            .WithLeadingTrivia(property.GetLeadingTrivia())
            .WithTrailingTrivia(SyntaxFactory.Space);
        var marked = property.WithoutLeadingTrivia();
        return document.WithSyntaxRoot(root.ReplaceNode(property, marked.WithAttributeLists(marked.AttributeLists.Insert(0, attribute))));
    }
}
