using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kube.Generators.Parsing;

/// <summary>The summary of a documentation comment as plain text.</summary>
/// <remarks>
/// From source the comment's text is read straight off the trivia: a compiler that writes no documentation file does not parse it,
/// and asking symbols for XML is dear. Types from assemblies have it in the XML file beside them.
/// </remarks>
internal static class DocReader
{
    /// <summary>The summary, in one line a paragraph; none where there is none.</summary>
    public static string? Summary(ISymbol symbol, CancellationToken cancellation) => Element(symbol, "<summary>", "</summary>", cancellation);

    /// <summary>What a record's comment says about a parameter.</summary>
    public static string? Parameter(ISymbol record, string name, CancellationToken cancellation) =>
        Element(record, $"<param name=\"{name}\">", "</param>", cancellation);

    private static string? Element(ISymbol symbol, string open, string close, CancellationToken cancellation)
    {
        if (symbol.DeclaringSyntaxReferences.IsEmpty)
        {
            var xml = symbol.GetDocumentationCommentXml(cancellationToken: cancellation);
            return string.IsNullOrEmpty(xml) ? null : Between(xml!, open, close);
        }
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            var node = reference.GetSyntax(cancellation);
            if (!node.HasLeadingTrivia) continue;
            var comment = Comment(node.GetLeadingTrivia());
            if (comment is not null && Between(comment, open, close) is { } text) return text;
        }
        return null;
    }

    /// <summary>The documentation comment in the trivia before a declaration, without its slashes.</summary>
    private static string? Comment(SyntaxTriviaList trivia)
    {
        StringBuilder? text = null;
        foreach (var piece in trivia)
        {
            // Parsed or not, a documentation comment is a comment of one of these kinds; spaces and line ends are most of the rest.
            if (piece.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia) continue;
            var comment = piece.ToFullString();
            if (comment.IndexOf("///", StringComparison.Ordinal) < 0 && !comment.StartsWith("/**", StringComparison.Ordinal)) continue;
            text ??= new StringBuilder(comment.Length);
            foreach (var line in comment.Split('\n')) Append(text, line.Trim());
        }
        return text?.ToString();
    }

    private static void Append(StringBuilder text, string line)
    {
        if (line.StartsWith("///", StringComparison.Ordinal)) text.Append(line, 3, line.Length - 3).Append('\n');
        else if (line.StartsWith("/**", StringComparison.Ordinal)) text.Append(line.Substring(3).Replace("*/", "")).Append('\n');
        else if (line.StartsWith("*", StringComparison.Ordinal)) text.Append(line.TrimStart('*', ' ').Replace("*/", "").TrimEnd('/')).Append('\n');
    }

    private static string? Between(string comment, string open, string close)
    {
        var start = comment.IndexOf(open, StringComparison.Ordinal);
        if (start < 0) return null;
        start += open.Length;
        var end = comment.IndexOf(close, start, StringComparison.Ordinal);
        return end < 0 ? null : Plain(comment.Substring(start, end - start));
    }

    private static string? Plain(string xml)
    {
        if (xml.IndexOf('<') >= 0)
        {
            xml = Paragraph.Replace(xml, "\u0001");
            xml = Reference.Replace(xml, match => LastName(match.Groups[1].Value));
            xml = Tag.Replace(xml, "");
        }
        if (xml.IndexOf('&') >= 0)
        {
            xml = xml.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&quot;", "\"").Replace("&apos;", "'").Replace("&amp;", "&");
        }
        var text = new StringBuilder(xml.Length);
        var (isSpaced, isBroken) = (false, false);
        foreach (var c in xml)
        {
            if (c == '\u0001') isBroken = true;
            else if (char.IsWhiteSpace(c)) isSpaced = true;
            else
            {
                if (text.Length > 0 && (isSpaced || isBroken)) text.Append(isBroken ? '\n' : ' ');
                text.Append(c);
                isSpaced = isBroken = false;
            }
        }
        return text.Length == 0 ? null : text.ToString();
    }

    // cref="P:Acme.Document.Title", "List{T}.Add(T)", langword="null": what a reader would say.
    private static string LastName(string reference)
    {
        var end = reference.IndexOfAny(['(', '{']);
        var name = end >= 0 ? reference.Substring(0, end) : reference;
        return name.Substring(name.LastIndexOfAny(['.', ':']) + 1);
    }

    private static readonly Regex Paragraph = new(@"</?para\s*/?>|<br\s*/?>", RegexOptions.CultureInvariant);
    private static readonly Regex Reference = new(@"<(?:see|seealso|paramref|typeparamref)\s+(?:cref|langword|name|href)=""([^""]*)""\s*/>", RegexOptions.CultureInvariant);
    private static readonly Regex Tag = new(@"<[^>]*>", RegexOptions.CultureInvariant);
}
