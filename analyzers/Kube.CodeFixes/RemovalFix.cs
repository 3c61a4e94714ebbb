using System.Collections.Immutable;
using System.Composition;
using Kube.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.CodeFixes;

/// <summary>Removes an attribute, or an argument of one, that is wrong or does nothing (KUBE004, 010, 019, 026, 035, 036, 042, 044, 047, 048).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RemovalFix() : SyntaxFix(
    RuleIds.BlankRule, RuleIds.ConstraintDoesNotApply, RuleIds.RuleSetting, RuleIds.DefaultOnNullable, RuleIds.RequiredWithDefault, RuleIds.NothingServed, RuleIds.EmptyColumn,
    RuleIds.AttributeIgnored, RuleIds.MarkWithoutPath, RuleIds.SerializedByContext)
{
    /// <summary>Arguments that have a right value when they are not there.</summary>
    private static readonly ImmutableHashSet<string> Optional = ["Served", "Type", "OptionalOldSelf"];

    private protected override Edit? Fix(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic)
    {
        var id = diagnostic.Id;
        if (node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { NameEquals.Name.Identifier.ValueText: var name } argument && Optional.Contains(name))
            return new($"Remove '{name}'", id + name, () => AttributeEdits.Remove(root, argument));
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute)
        {
            // The setting of a rule, or the path of a column: the attribute itself is meant.
            var isWhole = attribute.Span == diagnostic.Location.SourceSpan || id is RuleIds.BlankRule or RuleIds.RequiredWithDefault or RuleIds.SerializedByContext;
            return isWhole ? new($"Remove [{attribute.Name}]", id, () => AttributeEdits.Remove(root, attribute)) : null;
        }
        if (id == RuleIds.RequiredWithDefault && node.FirstAncestorOrSelf<EqualsValueClauseSyntax>() is { } value)
            return new("Remove the default", id, () => WithoutDefault(root, value));
        if (id == RuleIds.DefaultOnNullable && node.FirstAncestorOrSelf<NullableTypeSyntax>() is { } nullable)
            return new("Let it not be null", id + "Type", () => root.ReplaceNode(nullable, nullable.ElementType.WithTriviaFrom(nullable)));
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
