namespace Kube.Analyzers;

/// <summary>What to write where the reading of a CEL rule stops: mostly it is another language's operator.</summary>
internal static class SyntaxAdvice
{
    /// <summary>The advice; none where the place tells nothing.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="at">Where reading stopped.</param>
    public static string? Of(string? text, int at)
    {
        if (text is null || at < 0) return null;
        if (at >= text.TrimEnd().Length) return Unfinished(text);
        var before = at > 0 ? text[at - 1] : ' ';
        return text[at] switch
        {
            '=' when before is '=' or '!' => "write == or !=, with two characters",
            '=' when At(text, at, "=>") => "CEL has no lambdas: write the variable first, as in all(x, x > 0)",
            '=' => "to compare, write ==",
            '>' when before == '=' => "CEL has no lambdas: write the variable first, as in all(x, x > 0)",
            '>' when before == '<' => "to compare, write !=",
            '<' or '>' when before == text[at] => "CEL has no shifts",
            '&' => "write &&",
            '|' => "write ||",
            '?' when before == '?' || At(text, at, "??") => "write has(…) ? … : …",
            '\'' or '"' => $"the text is not closed: write {text[at]} at its end",
            ';' => "a rule is one expression: leave the semicolon out",
            _ => Word(text, at) switch
            {
                "and" => "write &&",
                "or" => "write ||",
                "not" => "write !",
                "is" => "to compare, write ==; whether a field is there is said with has(…)",
                "then" or "else" or "if" => "write condition ? value : other",
                _ => null,
            },
        };
    }

    // What is open decides what is missing.
    private static string Unfinished(string text)
    {
        var open = new Stack<char>();
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
            {
                if (c == '\\') i++;
                else if (c == quote) quote = '\0';
            }
            else if (c is '\'' or '"') quote = c;
            else if (c is '(' or '[' or '{') open.Push(c switch { '(' => ')', '[' => ']', _ => '}' });
            else if (c is ')' or ']' or '}' && open.Count > 0) open.Pop();
        }
        return quote != '\0' ? $"the text is not closed: write {quote} at its end"
            : open.Count > 0 ? $"a bracket is not closed: write {open.Peek()} where it ends"
            : text.Contains('?') && !text.Contains(':') ? "write the other value behind a colon: condition ? value : other"
            : "the expression ends too early: write what comes after the operator";
    }

    private static bool At(string text, int at, string other) => string.CompareOrdinal(text, at, other, 0, other.Length) == 0;

    private static string Word(string text, int at)
    {
        var end = at;
        while (end < text.Length && char.IsLetter(text[end])) end++;
        return text.Substring(at, end - at);
    }
}
