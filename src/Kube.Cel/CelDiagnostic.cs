using System.Globalization;
using Kube.Cel.Syntax;

namespace Kube.Cel;

/// <summary>Something wrong with an expression, found before it runs.</summary>
/// <param name="Span">The text to underline, in UTF-16 code units of the expression.</param>
/// <param name="Message">What is wrong, in the words an API server uses.</param>
/// <param name="Position">Where an API server would report it; -1 when it would name no place.</param>
public sealed record CelDiagnostic(TextSpan Span, string Message, int Position)
{
    /// <summary>Whether the text could not even be read; otherwise it could, and means nothing.</summary>
    public bool IsSyntax { get; init; }

    /// <summary>What to do about it, when that is known: a nearer name, or the release that brings a function. Not part of the server's text.</summary>
    public string? Hint { get; init; }

    /// <summary>What to put in place of <see cref="Span"/>, when a misspelt name has one good candidate.</summary>
    public string? Replacement { get; init; }

    /// <summary>The oldest API server that would accept the expression, when only its age is the trouble.</summary>
    public KubernetesVersion? Since { get; init; }
}

/// <summary>Collects diagnostics in the order they are found and prints them as an API server does.</summary>
internal sealed class DiagnosticBag
{
    private const int MaxReported = 100;

    private readonly List<CelDiagnostic> _all = [];
    private int _count;

    /// <summary>Whether the text is still being read: what is wrong then is its syntax.</summary>
    public bool IsReading { get; set; } = true;

    public bool HasErrors => _count > 0;

    public IReadOnlyList<CelDiagnostic> All => _all;

    public void Syntax(TextSpan span, string message) => Report(span.Start, span, "Syntax error: " + message);

    public void ReportNowhere(string message) => Report(-1, new TextSpan(0, 0), message);

    public void Report(int position, TextSpan span, string message, VersionHint? since = null) => Add(new CelDiagnostic(span, message, position)
    {
        Hint = since?.Text,
        Since = since?.Server,
    });

    public void Add(CelDiagnostic diagnostic)
    {
        if (++_count <= MaxReported)
        {
            _all.Add(IsReading ? diagnostic with { IsSyntax = true } : diagnostic);
        }
    }

    /// <summary>The diagnostics by place, which is how the reference implementation lists them.</summary>
    public IReadOnlyList<CelDiagnostic> Sorted() => [.. _all.OrderBy(d => d.Position)];

    /// <summary><c>ERROR: &lt;input&gt;:1:5: message</c> with the line and a caret below it, one block a diagnostic.</summary>
    public static string Render(string text, IEnumerable<CelDiagnostic> diagnostics) =>
        string.Join("\n", diagnostics.Select(d => Render(text, d)));

    private static string Render(string text, CelDiagnostic diagnostic)
    {
        if (diagnostic.Position < 0)
        {
            return "ERROR: <input>:-1:0: " + diagnostic.Message;
        }

        var lineStart = diagnostic.Position == 0 ? 0 : text.LastIndexOf('\n', Math.Min(diagnostic.Position, text.Length) - 1) + 1;
        var lineEnd = text.IndexOf('\n', lineStart);
        var line = text.Substring(lineStart, (lineEnd < 0 ? text.Length : lineEnd) - lineStart).Replace('\t', ' ');
        var lineNumber = text.Take(lineStart).Count(c => c == '\n') + 1;
        var before = text.Substring(lineStart, Math.Min(diagnostic.Position, text.Length) - lineStart);
        var column = CodePoints.Count(before) + 1;
        var header = string.Format(CultureInfo.InvariantCulture, "ERROR: <input>:{0}:{1}: {2}", lineNumber, column, diagnostic.Message);
        return header + "\n | " + line + "\n | " + Pointer(line, column - 1);
    }

    /// <summary>Dots up to the column and a caret; wide ones where the character above takes more than one byte.</summary>
    private static string Pointer(string line, int column)
    {
        var result = new System.Text.StringBuilder();
        var at = 0;
        for (var i = 0; i <= column; i++)
        {
            var wide = at < line.Length && line[at] >= 0x80;
            if (i == column)
            {
                result.Append(wide ? '\uff3e' : '^');
            }
            else if (at < line.Length)
            {
                result.Append(wide ? '\uff0e' : '.');
            }

            at += at + 1 < line.Length && char.IsSurrogatePair(line[at], line[at + 1]) ? 2 : 1;
        }

        return result.ToString();
    }
}

/// <summary>From which API server on something can be written.</summary>
internal sealed record VersionHint(KubernetesVersion Server, string Text);

/// <summary>Words for "too new for this environment".</summary>
internal static class Versions
{
    /// <summary>A server accepts a new expression only if its predecessor could run it: what environment 1.N brings can be written from 1.N+1 on.</summary>
    public static VersionHint Since(int major, int minor, string what) => Since(new KubernetesVersion(major, minor), what);

    public static VersionHint Since(KubernetesVersion environment, string what) =>
        new(environment.Next, $"{what} can be used from Kubernetes {environment.Next} on");
}
