using System.Collections.Immutable;
using System.Composition;
using Kube.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Kube.CodeFixes;

/// <summary>Removes an attribute, or an argument of one, that is wrong or does nothing (KUBE004, 010, 019, 026, 035, 036, 042, 044, 047, 048).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RemovalFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        RuleIds.BlankRule, RuleIds.ConstraintDoesNotApply, RuleIds.RuleSetting, RuleIds.DefaultOnNullable, RuleIds.RequiredWithDefault, RuleIds.NothingServed, RuleIds.EmptyColumn,
        RuleIds.JsonAttributeIgnored, RuleIds.MarkWithoutPath, RuleIds.SerializedByContext,
    ];

    /// <summary>Arguments that have a right value when they are not there.</summary>
    private static readonly ImmutableHashSet<string> Optional = ["Served", "Type", "OptionalOldSelf"];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not { } node || Edit(root, node, context.Span, context.Diagnostics[0].Id) is not var (title, key, edit)) return;
        context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(edit())), key), context.Diagnostics);
    }

    private static (string Title, string Key, Func<SyntaxNode> Edit)? Edit(SyntaxNode root, SyntaxNode node, TextSpan place, string id)
    {
        if (node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { NameEquals.Name.Identifier.ValueText: var name } argument && Optional.Contains(name))
            return ($"Remove '{name}'", id + name, () => AttributeEdits.Remove(root, argument));
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute)
        {
            // The setting of a rule, or the path of a column: the attribute itself is meant.
            var isWhole = attribute.Span == place || id is RuleIds.BlankRule or RuleIds.RequiredWithDefault or RuleIds.SerializedByContext;
            return isWhole ? ($"Remove [{attribute.Name}]", id, () => AttributeEdits.Remove(root, attribute)) : null;
        }
        if (id == RuleIds.RequiredWithDefault && node.FirstAncestorOrSelf<EqualsValueClauseSyntax>() is { } value)
            return ("Remove the default", id, () => WithoutDefault(root, value));
        if (id == RuleIds.DefaultOnNullable && node.FirstAncestorOrSelf<NullableTypeSyntax>() is { } nullable)
            return ("Let it not be null", id + "Type", () => root.ReplaceNode(nullable, nullable.ElementType.WithTriviaFrom(nullable)));
        return null;
    }

    private static SyntaxNode WithoutDefault(SyntaxNode root, EqualsValueClauseSyntax value) => value.Parent switch
    {
        PropertyDeclarationSyntax property => root.ReplaceNode(
            property,
            property.WithInitializer(null).WithSemicolonToken(default)
                .WithAccessorList(property.AccessorList!.WithTrailingTrivia(property.SemicolonToken.TrailingTrivia))),
        ParameterSyntax parameter => root.ReplaceNode(parameter, parameter.WithDefault(null).WithIdentifier(parameter.Identifier.WithoutTrivia())),
        VariableDeclaratorSyntax field => root.ReplaceNode(field, field.WithInitializer(null).WithIdentifier(field.Identifier.WithoutTrivia())),
        _ => root,
    };
}
