using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.CodeFixes;

/// <summary>The initialiser of a member whose type changes.</summary>
internal static class Initializer
{
    /// <summary>The value that a member starts with.</summary>
    public static ExpressionSyntax? Of(SyntaxNode declaration) => declaration switch
    {
        PropertyDeclarationSyntax property => property.Initializer?.Value,
        ParameterSyntax parameter => parameter.Default?.Value,
        FieldDeclarationSyntax { Declaration.Variables: [var only] } => only.Initializer?.Value,
        _ => null,
    };

    /// <summary>The same value for the new type; none where nobody can tell how to write it.</summary>
    /// <param name="value">The initialiser.</param>
    /// <param name="old">The type it was written for.</param>
    /// <param name="written">The new one.</param>
    /// <param name="isWhole">Whether that is the member's type, not a part of it.</param>
    public static ExpressionSyntax? Fit(ExpressionSyntax value, TypeSyntax old, string written, bool isWhole)
    {
        if (value is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression } or PostfixUnaryExpressionSyntax) return value;
        if (value is CollectionExpressionSyntax { Elements.Count: 0 } && !isWhole) return value;
        if (!isWhole) return null;
        return written switch
        {
            "double" or "long" or "int" => Number(value),
            "DateTimeOffset" => value,
            _ when written.StartsWith("IReadOnlyList<", StringComparison.Ordinal) => Made(value, old),
            _ when written.StartsWith("IReadOnlySet<", StringComparison.Ordinal) => Made(value, old, "HashSet"),
            _ when written.StartsWith("IReadOnlyDictionary<", StringComparison.Ordinal) => Made(value, old, "Dictionary"),
            _ => null,
        };
    }

    // 0.5f is another number as a double: the letter goes.
    private static ExpressionSyntax? Number(ExpressionSyntax value) => value switch
    {
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus when Number(minus.Operand) is { } number => minus.WithOperand(number),
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression } literal => WithoutSuffix(literal),
        _ => null,
    };

    private static LiteralExpressionSyntax WithoutSuffix(LiteralExpressionSyntax literal)
    {
        var text = literal.Token.Text;
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || text.StartsWith("0b", StringComparison.OrdinalIgnoreCase);
        var bare = text.TrimEnd(isHex ? ['u', 'U', 'l', 'L'] : ['u', 'U', 'l', 'L', 'f', 'F', 'd', 'D']);
        return (LiteralExpressionSyntax)SyntaxFactory.ParseExpression(bare).WithTriviaFrom(literal);
    }

    /// <summary>A list, set or dictionary that is made by a class of that name, since an interface cannot be.</summary>
    private static ExpressionSyntax? Made(ExpressionSyntax value, TypeSyntax old, string? collection = null)
    {
        switch (value)
        {
            case CollectionExpressionSyntax when collection is null: return value;
            case CollectionExpressionSyntax { Elements.Count: 0 }: return New(old, collection, null).WithTriviaFrom(value);
            case ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } made: return New(old, collection, made.Initializer).WithTriviaFrom(value);
            case ObjectCreationExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or InvocationExpressionSyntax: return value;
            default: return null;
        }
    }

    private static ObjectCreationExpressionSyntax New(TypeSyntax old, string? collection, InitializerExpressionSyntax? items)
    {
        var isInterface = old is GenericNameSyntax { Identifier.ValueText: ['I', >= 'A' and <= 'Z', ..] };
        var type = old is ArrayTypeSyntax || isInterface
            ? SyntaxFactory.ParseTypeName($"{collection ?? "List"}<{string.Join(", ", DeclaredTypeFix.Arguments(old).Select(argument => argument.ToString()))}>")
            : old.WithoutTrivia();
        var created = SyntaxFactory.ObjectCreationExpression(type.WithLeadingTrivia(SyntaxFactory.Space));
        return items is null ? created.WithArgumentList(SyntaxFactory.ArgumentList()) : created.WithArgumentList(null).WithInitializer(items.WithLeadingTrivia(SyntaxFactory.Space));
    }
}
