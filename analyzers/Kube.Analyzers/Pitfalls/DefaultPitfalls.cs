using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Analyzers;

/// <summary>Defaults that are never used, or take the place of a null that was meant (crd-rules E6, E7).</summary>
internal static class DefaultPitfalls
{
    public static IEnumerable<Diagnostic> Of(ReadMember member)
    {
        var name = member.Member.Symbol.Name;
        if (member.IsRequired)
        {
            if (SchemaTokens.Default(member) is { } unused && !IsPlaceholder(unused))
                yield return Diagnostic.Create(Rules.RequiredWithDefault, unused.GetLocation(), name, unused.ToString());
            yield break;
        }
        if (member.Schema.Default is not { } value) yield break;
        if (SchemaTokens.Attribute(member, "NullableAttribute") is { } nullable)
            yield return Diagnostic.Create(Rules.DefaultOnNullable, nullable.Location(), name, value.ToString(), "an API server does not use it for an explicit null: remove [Nullable], or the default");
        else if (member.Member.Type.NullableAnnotation == NullableAnnotation.Annotated && DeclaredTypes.Syntax(member) is NullableTypeSyntax syntax)
            yield return Diagnostic.Create(Rules.DefaultOnNullable, syntax.GetLocation(), name, value.ToString(), "a null is left out, and then an API server puts it there: remove the '?', or the default");
    }

    // What is written only to satisfy the compiler.
    private static bool IsPlaceholder(ExpressionSyntax expression) => expression switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } => true,
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression } => true,
        LiteralExpressionSyntax { Token.Value: "" } => true,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" } => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: SimpleNameSyntax { Identifier.ValueText: "Empty" } } } => true,
        CollectionExpressionSyntax { Elements.Count: 0 } => true,
        BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: null } => true,
        _ => false,
    };
}
