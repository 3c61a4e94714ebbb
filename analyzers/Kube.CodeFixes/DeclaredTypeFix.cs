using System.Composition;
using Kube.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Kube.CodeFixes;

/// <summary>Writes another type for a member, keeps the range of an unsigned one with <c>[Range]</c>, and fits the initialiser (KUBE030 to KUBE034).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DeclaredTypeFix() : SyntaxFix(RuleIds.FloatNumber, RuleIds.HalfOfRange, RuleIds.UnsignedNumber, RuleIds.TimeWithoutOffset, RuleIds.MutableCollection)
{
    private protected override Edit? Fix(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic)
    {
        if (node is not TypeSyntax type
            || AttributeEdits.Declaration(type) is not { } declaration
            || !diagnostic.Properties.TryGetValue(TypePitfalls.Replacement, out var written) || written is null)
            return null;
        diagnostic.Properties.TryGetValue(TypePitfalls.Range, out var range);
        var value = Initializer.Of(declaration);
        var fitted = value is null ? null : Initializer.Fit(value, type, written, isWhole: IsWhole(type, declaration));
        return value is not null && fitted is null
            ? null
            : new($"Use {written}", nameof(DeclaredTypeFix) + diagnostic.Id, () => root.ReplaceNode(declaration, Changed(declaration, type, written, range, value, fitted)));
    }

    private static SyntaxNode Changed(SyntaxNode declaration, TypeSyntax type, string written, string? range, ExpressionSyntax? value, ExpressionSyntax? fitted)
    {
        SyntaxNode[] changes = value is null ? [type] : [type, value];
        var changed = declaration.ReplaceNodes(changes, (old, _) => old == type ? Type(type, written) : fitted!);
        return range is null || AttributeEdits.Of(changed).Any(attribute => AttributeEdits.IsNamed(attribute, "Range"))
            ? changed
            : AttributeEdits.Add(changed, "System.ComponentModel.DataAnnotations", $"Range({range})");
    }

    /// <summary>The new type: the arguments stay as they are written.</summary>
    private static TypeSyntax Type(TypeSyntax old, string written)
    {
        var bracket = written.IndexOf('<');
        var name = bracket < 0 ? written : written.Substring(0, bracket);
        if (name is "double" or "long" or "int") return SyntaxFactory.ParseTypeName(name).WithTriviaFrom(old);
        var space = name switch
        {
            "DateTimeOffset" => "System",
            "ImmutableSortedSet" or "ImmutableSortedDictionary" => "System.Collections.Immutable",
            _ => "System.Collections.Generic",
        };
        var arguments = bracket < 0 ? "" : $"<{string.Join(", ", Arguments(old).Select(argument => argument.WithoutTrivia().ToString()))}>";
        return SyntaxFactory.ParseTypeName($"global::{space}.{name}{arguments}").WithTriviaFrom(old)
            .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation, Formatter.Annotation);
    }

    internal static IEnumerable<TypeSyntax> Arguments(TypeSyntax type) => type switch
    {
        ArrayTypeSyntax array => [array.ElementType],
        GenericNameSyntax generic => generic.TypeArgumentList.Arguments,
        QualifiedNameSyntax qualified => Arguments(qualified.Right),
        AliasQualifiedNameSyntax alias => Arguments(alias.Name),
        _ => [],
    };

    private static bool IsWhole(TypeSyntax type, SyntaxNode declaration) => (type.Parent is NullableTypeSyntax nullable ? nullable.Parent : type.Parent) switch
    {
        VariableDeclarationSyntax variable => variable.Parent == declaration,
        var parent => parent == declaration,
    };
}
