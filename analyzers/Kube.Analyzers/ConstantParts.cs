using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Kube.Analyzers;

/// <summary>A piece of a constant string: a literal, text between the holes of an interpolated string, or something else that is constant.</summary>
internal readonly struct ConstantPart(TextSpan span, SyntaxToken? literal, SyntaxKind kind, int? length, int indentation = 0)
{
    /// <summary>Where it stands.</summary>
    public TextSpan Span { get; } = span;

    /// <summary>The token with the text; none for a constant that is only named.</summary>
    public SyntaxToken? Literal { get; } = literal;

    /// <summary>What kind of text: that of the literal, or that of the interpolated string's start.</summary>
    public SyntaxKind Kind { get; } = kind;

    /// <summary>The length of its value; none where it has none.</summary>
    public int? Length { get; } = length;

    /// <summary>How far the lines of a raw string are indented.</summary>
    public int Indentation { get; } = indentation;
}

/// <summary>Takes a constant string apart.</summary>
internal static class ConstantParts
{
    /// <summary>The pieces, in order.</summary>
    /// <param name="expression">The constant.</param>
    /// <param name="lengthOf">The length of a constant that is only named; none where it is no constant.</param>
    public static List<ConstantPart> Of(ExpressionSyntax expression, Func<ExpressionSyntax, int?> lengthOf)
    {
        var parts = new List<ConstantPart>();
        Add(expression, lengthOf, parts);
        return parts;
    }

    private static void Add(ExpressionSyntax expression, Func<ExpressionSyntax, int?> lengthOf, List<ConstantPart> parts)
    {
        // A long sum leans to the left: no recursion on that side.
        var right = new Stack<ExpressionSyntax>();
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax parenthesized: expression = parenthesized.Expression; continue;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                    right.Push(sum.Right);
                    expression = sum.Left;
                    continue;
                case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal:
                    parts.Add(new(literal.Span, literal.Token, literal.Token.Kind(), literal.Token.ValueText.Length));
                    break;
                case InterpolatedStringExpressionSyntax interpolated: AddContents(interpolated, lengthOf, parts); break;
                default: parts.Add(new(expression.Span, null, SyntaxKind.None, lengthOf(expression))); break;
            }
            break;
        }
        while (right.Count > 0)
            Add(right.Pop(), lengthOf, parts);
    }

    private static void AddContents(InterpolatedStringExpressionSyntax interpolated, Func<ExpressionSyntax, int?> lengthOf, List<ConstantPart> parts)
    {
        var start = interpolated.StringStartToken;
        // A verbatim one begins with $@" or @$".
        var kind = start.IsKind(SyntaxKind.InterpolatedStringStartToken) && start.Text.IndexOf('@') >= 0 ? SyntaxKind.InterpolatedVerbatimStringStartToken : start.Kind();
        // The closing quotes of a raw string stand as far in as its lines do; their token may begin with the line break before.
        var end = interpolated.StringEndToken.Text;
        var indentation = kind == SyntaxKind.InterpolatedMultiLineRawStringStartToken ? end.IndexOf('"') - (end.LastIndexOf('\n') + 1) : 0;
        foreach (var content in interpolated.Contents)
        {
            switch (content)
            {
                case InterpolatedStringTextSyntax text: parts.Add(new(text.Span, text.TextToken, kind, LengthOf(text.TextToken, kind), indentation)); break;
                // Alignment and format make no constants.
                case InterpolationSyntax hole: Add(hole.Expression, lengthOf, parts); break;
            }
        }
    }

    // The compiler takes doubled braces for one only where it folds the constant.
    private static int LengthOf(SyntaxToken text, SyntaxKind kind)
    {
        var value = text.ValueText;
        return kind is SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken
            ? value.Replace("{{", "{").Replace("}}", "}").Length
            : value.Length;
    }
}
