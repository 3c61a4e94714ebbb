using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Kube.Analyzers;

/// <summary>Where the characters of a constant string stand in the source: inside literals of every kind, interpolated or not, and sums of them.</summary>
internal static class LiteralMap
{
    /// <summary>The place of a stretch of a constant's value.</summary>
    /// <param name="expression">The constant expression.</param>
    /// <param name="length">The length of its value.</param>
    /// <param name="start">The first code unit of the stretch.</param>
    /// <param name="end">The one past its last.</param>
    /// <param name="compilation">Knows the values of constants that are only named.</param>
    /// <returns>The characters of a literal, or the name of the constant that the stretch comes from; none where it runs over a seam.</returns>
    public static LiteralPlace? Find(ExpressionSyntax expression, int length, int start, int end, Compilation compilation)
    {
        var parts = ConstantParts.Of(expression, named => LengthOf(named, compilation));
        if (start >= end || parts.Sum(part => part.Length) != length)
            return null;
        var from = 0;
        foreach (var part in parts)
        {
            var to = from + part.Length!.Value;
            if (start >= from && end <= to)
            {
                return part.Literal is not { } literal ? new(part.Span, false)
                    : Inside(literal, part, start - from, end - from) is { } span ? new(span, true)
                    : null;
            }
            from = to;
        }
        return null;
    }

#pragma warning disable RS1030 // Only where there is a problem to place: no model is at hand when a type is analyzed.
    private static int? LengthOf(ExpressionSyntax constant, Compilation compilation) =>
        (compilation.GetSemanticModel(constant.SyntaxTree).GetConstantValue(constant).Value as string)?.Length;
#pragma warning restore RS1030

    private static TextSpan? Inside(SyntaxToken token, ConstantPart part, int start, int end)
    {
        var places = part.Kind switch
        {
            SyntaxKind.SingleLineRawStringLiteralToken => RawLine(token.Text),
            SyntaxKind.MultiLineRawStringLiteralToken => RawLines(token.Text),
            SyntaxKind.InterpolatedStringStartToken => Interpolated(token.Text, '\\'),
            SyntaxKind.InterpolatedVerbatimStringStartToken => Interpolated(token.Text, '"'),
            SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken => RawText(token, part.Indentation),
            _ => token.Text.StartsWith("@", StringComparison.Ordinal) ? Verbatim(token.Text) : Regular(token.Text),
        };
        // One place a code unit, and the one past the last.
        if (places.Count != part.Length + 1)
            return null;
        var isIndented = part.Kind is SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken;
        // The end of the last character, not the start of the next: indentation of a raw literal may lie between.
        return TextSpan.FromBounds(token.SpanStart + places[start], token.SpanStart + (isIndented ? places[end - 1] + 1 : places[end]));
    }

    /// <summary>Text between the holes of an interpolated string, where braces stand twice, and escapes or doubled quotes may.</summary>
    private static List<int> Interpolated(string text, char escape)
    {
        var places = new List<int>(text.Length);
        for (var i = 0; i < text.Length;)
        {
            places.Add(i);
            if (text[i] == '\\' && escape == '\\')
                i += Escape(text, i, places);
            else
                i += text[i] is '{' or '}' || (text[i] == '"' && escape == '"') ? 2 : 1;
        }
        places.Add(text.Length);
        return places;
    }

    /// <summary>Text between the holes of an interpolated raw string: as it stands, but for the indentation of its lines.</summary>
    private static List<int> RawText(SyntaxToken token, int indentation)
    {
        var (text, value) = (token.Text, token.ValueText);
        var places = new List<int>(text.Length);
        var at = 0;
        // Only the first piece of a literal starts with its line.
        var skip = token.Parent?.Parent is InterpolatedStringExpressionSyntax { Contents: var contents } && contents[0] == token.Parent ? indentation : 0;
        foreach (var unit in value)
        {
            while (skip > 0 && at < text.Length && text[at] is ' ' or '\t')
            {
                at++;
                skip--;
            }
            if (at >= text.Length || text[at] != unit)
                return [];
            places.Add(at++);
            skip = unit == '\n' ? indentation : 0;
        }
        places.Add(at);
        return places;
    }

    private static List<int> Regular(string text)
    {
        var places = new List<int>(text.Length);
        var last = text.Length - 1;
        for (var i = 1; i < last;)
        {
            places.Add(i);
            i += text[i] == '\\' ? Escape(text, i, places) : 1;
        }
        places.Add(last);
        return places;
    }

    /// <summary>How long the escape is that starts at <paramref name="at"/>, whose first code unit has its place already.</summary>
    private static int Escape(string text, int at, List<int> places)
    {
        var digits = text[at + 1] switch { 'u' => 4, 'U' => 8, 'x' => Hex(text, at + 2), _ => 0 };
        // Beyond the basic plane one escape makes two code units.
        if (digits == 8 && int.TryParse(text.Substring(at + 2, digits), System.Globalization.NumberStyles.HexNumber, null, out var rune) && rune > char.MaxValue)
            places.Add(at);
        return 2 + digits;
    }

    private static int Hex(string text, int at)
    {
        var digits = 0;
        while (digits < 4 && at + digits < text.Length && Uri.IsHexDigit(text[at + digits]))
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

/// <summary>A place in the source.</summary>
internal readonly struct LiteralPlace(TextSpan span, bool isText)
{
    /// <summary>Where.</summary>
    public TextSpan Span { get; } = span;

    /// <summary>Whether the very characters stand there, so that they can be replaced; otherwise it names the constant that holds them.</summary>
    public bool IsText { get; } = isText;
}
