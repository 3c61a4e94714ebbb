using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Kube.Analyzers;

/// <summary>Where the characters of a constant string stand in the source: inside literals of every kind and sums of them.</summary>
internal static class LiteralMap
{
    /// <summary>The place of a stretch of a constant's value.</summary>
    /// <param name="expression">The constant expression.</param>
    /// <param name="length">The length of its value.</param>
    /// <param name="start">The first code unit of the stretch.</param>
    /// <param name="end">The one past its last.</param>
    /// <returns>None where the stretch does not lie in one literal: it comes from a named constant, or runs over a seam.</returns>
    public static TextSpan? Find(ExpressionSyntax expression, int length, int start, int end)
    {
        if (start >= end || end > length)
            return null;
        var parts = new List<ExpressionSyntax>();
        Flatten(expression, parts);
        return FromStart(parts, start, end) ?? FromEnd(parts, length, start, end);
    }

    /// <summary>The parts of a sum, in order.</summary>
    private static void Flatten(ExpressionSyntax expression, List<ExpressionSyntax> parts)
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
            }
            parts.Add(expression);
            break;
        }
        while (right.Count > 0)
            Flatten(right.Pop(), parts);
    }

    private static TextSpan? FromStart(List<ExpressionSyntax> parts, int start, int end)
    {
        var at = 0;
        foreach (var part in parts)
        {
            if (Text(part) is not { } text)
                return null;
            if (start >= at && end <= at + text.ValueText.Length)
                return Inside(text, start - at, end - at);
            at += text.ValueText.Length;
        }
        return null;
    }

    private static TextSpan? FromEnd(List<ExpressionSyntax> parts, int length, int start, int end)
    {
        var at = length;
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            if (Text(parts[i]) is not { } text)
                return null;
            at -= text.ValueText.Length;
            if (start >= at && end <= at + text.ValueText.Length)
                return Inside(text, start - at, end - at);
        }
        return null;
    }

    private static SyntaxToken? Text(ExpressionSyntax part) =>
        part is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal ? literal.Token : null;

    private static TextSpan? Inside(SyntaxToken token, int start, int end)
    {
        var places = token.Kind() switch
        {
            SyntaxKind.SingleLineRawStringLiteralToken => RawLine(token.Text),
            SyntaxKind.MultiLineRawStringLiteralToken => RawLines(token.Text),
            _ => token.Text.StartsWith("@", StringComparison.Ordinal) ? Verbatim(token.Text) : Regular(token.Text),
        };
        // One place a code unit, and the one past the last.
        return places.Count == token.ValueText.Length + 1 ? TextSpan.FromBounds(token.SpanStart + places[start], token.SpanStart + PastEnd(token, places, end)) : null;
    }

    // The end of the last character, not the start of the next: indentation of a raw literal may lie between.
    private static int PastEnd(SyntaxToken token, List<int> places, int end) =>
        token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken) ? places[end - 1] + 1 : places[end];

    private static List<int> Regular(string text)
    {
        var places = new List<int>(text.Length);
        var last = text.Length - 1;
        for (var i = 1; i < last;)
        {
            places.Add(i);
            if (text[i] != '\\')
            {
                i++;
                continue;
            }
            var digits = text[i + 1] switch { 'u' => 4, 'U' => 8, 'x' => Hex(text, i + 2), _ => 0 };
            // Beyond the basic plane one escape makes two code units.
            if (digits == 8 && int.TryParse(text.Substring(i + 2, digits), System.Globalization.NumberStyles.HexNumber, null, out var rune) && rune > char.MaxValue)
                places.Add(i);
            i += 2 + digits;
        }
        places.Add(last);
        return places;
    }

    private static int Hex(string text, int at)
    {
        var digits = 0;
        while (digits < 4 && Uri.IsHexDigit(text[at + digits]))
            digits++;
        return digits;
    }

    private static List<int> Verbatim(string text)
    {
        var places = new List<int>(text.Length);
        var last = text.Length - 1;
        for (var i = 2; i < last; i += text[i] == '"' ? 2 : 1)
            places.Add(i);
        places.Add(last);
        return places;
    }

    private static List<int> RawLine(string text)
    {
        var quotes = Quotes(text);
        return [.. Enumerable.Range(quotes, text.Length - (2 * quotes) + 1)];
    }

    private static List<int> RawLines(string text)
    {
        var quotes = Quotes(text);
        var lines = SourceText.From(text).Lines;
        var indentation = text.Length - quotes - lines[lines.Count - 1].Start;
        var places = new List<int>(text.Length);
        for (var i = 1; i < lines.Count - 1; i++)
        {
            var line = lines[i];
            // A blank line may be shorter than the indentation. The last line break is not part of the value.
            var start = Math.Min(line.Start + indentation, line.End);
            var end = i == lines.Count - 2 ? line.End : line.EndIncludingLineBreak;
            places.AddRange(Enumerable.Range(start, end - start));
        }
        places.Add(text.Length - quotes);
        return places;
    }

    private static int Quotes(string text)
    {
        var quotes = 0;
        while (text[quotes] == '"')
            quotes++;
        return quotes;
    }
}
