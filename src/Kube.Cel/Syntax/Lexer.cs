namespace Kube.Cel.Syntax;

/// <summary>Cuts an expression into tokens. Blanks and <c>//</c> comments are dropped; what is no token is reported and skipped.</summary>
internal struct Lexer(string text, DiagnosticBag diagnostics)
{
    private int _at;

    public Token Next()
    {
        while (true)
        {
            SkipBlanks();
            if (_at >= text.Length)
            {
                return new Token(TokenKind.End, text.Length, text.Length);
            }

            var start = _at;
            var kind = Scan();
            if (kind is { } found)
            {
                return new Token(found, start, _at);
            }

            // One report a run: an unterminated string swallows the rest of its line, as the reference lexer does.
            diagnostics.Syntax(new TextSpan(start, _at), $"token recognition error at: '{text.Substring(start, _at - start)}'");
        }
    }

    private readonly char Peek(int ahead) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            if (text[_at] is ' ' or '\t' or '\r' or '\n' or '\f')
            {
                _at++;
            }
            else if (text[_at] == '/' && Peek(1) == '/')
            {
                while (_at < text.Length && text[_at] != '\n')
                {
                    _at++;
                }
            }
            else
            {
                return;
            }
        }
    }

    private TokenKind? Scan()
    {
        var c = text[_at];
        if (IsLetter(c))
        {
            return StringPrefix() is var prefix and > 0 ? ScanString(prefix) : ScanWord();
        }

        if (IsDigit(c) || (c == '.' && IsDigit(Peek(1))))
        {
            return ScanNumber();
        }

        switch (c)
        {
            case '"' or '\'': return ScanString(0);
            case '`': return ScanEscapedIdentifier();
            case '=' when Peek(1) == '=': return Take(2, TokenKind.Equal);
            case '!': return Peek(1) == '=' ? Take(2, TokenKind.NotEqual) : Take(1, TokenKind.Not);
            case '<': return Peek(1) == '=' ? Take(2, TokenKind.LessOrEqual) : Take(1, TokenKind.Less);
            case '>': return Peek(1) == '=' ? Take(2, TokenKind.GreaterOrEqual) : Take(1, TokenKind.Greater);
            case '&' when Peek(1) == '&': return Take(2, TokenKind.And);
            case '|' when Peek(1) == '|': return Take(2, TokenKind.Or);
            case '[': return Take(1, TokenKind.LeftBracket);
            case ']': return Take(1, TokenKind.RightBracket);
            case '{': return Take(1, TokenKind.LeftBrace);
            case '}': return Take(1, TokenKind.RightBrace);
            case '(': return Take(1, TokenKind.LeftParen);
            case ')': return Take(1, TokenKind.RightParen);
            case '.': return Take(1, TokenKind.Dot);
            case ',': return Take(1, TokenKind.Comma);
            case '-': return Take(1, TokenKind.Minus);
            case '?': return Take(1, TokenKind.Question);
            case ':': return Take(1, TokenKind.Colon);
            case '+': return Take(1, TokenKind.Plus);
            case '*': return Take(1, TokenKind.Star);
            case '/': return Take(1, TokenKind.Slash);
            case '%': return Take(1, TokenKind.Percent);
        }

        _at += char.IsHighSurrogate(c) && char.IsLowSurrogate(Peek(1)) ? 2 : 1;
        return null;
    }

    private TokenKind Take(int length, TokenKind kind)
    {
        _at += length;
        return kind;
    }

    private TokenKind ScanWord()
    {
        var start = _at;
        while (_at < text.Length && (IsLetter(text[_at]) || IsDigit(text[_at])))
        {
            _at++;
        }

        return (_at - start) switch
        {
            2 when Is(start, "in") => TokenKind.In,
            4 when Is(start, "true") => TokenKind.True,
            4 when Is(start, "null") => TokenKind.Null,
            5 when Is(start, "false") => TokenKind.False,
            _ => TokenKind.Identifier,
        };
    }

    private readonly bool Is(int start, string word) => string.CompareOrdinal(text, start, word, 0, word.Length) == 0;

    private TokenKind ScanNumber()
    {
        if (text[_at] == '0' && Peek(1) == 'x' && IsHex(Peek(2)))
        {
            _at += 2;
            while (IsHex(Peek(0)))
            {
                _at++;
            }

            return Peek(0) is 'u' or 'U' ? Take(1, TokenKind.UInt) : TokenKind.Int;
        }

        SkipDigits();
        if (Peek(0) is 'u' or 'U')
        {
            return Take(1, TokenKind.UInt);
        }

        var isFloat = false;
        if (Peek(0) == '.' && IsDigit(Peek(1)))
        {
            isFloat = true;
            _at++;
            SkipDigits();
        }

        if (Peek(0) is 'e' or 'E' && (IsDigit(Peek(1)) || (Peek(1) is '+' or '-' && IsDigit(Peek(2)))))
        {
            isFloat = true;
            _at += 2;
            SkipDigits();
        }

        return isFloat ? TokenKind.Float : TokenKind.Int;
    }

    private void SkipDigits()
    {
        while (IsDigit(Peek(0)))
        {
            _at++;
        }
    }

    private TokenKind? ScanEscapedIdentifier()
    {
        var end = _at + 1;
        while (end < text.Length && (IsLetter(text[end]) || IsDigit(text[end]) || text[end] is '.' or '-' or '/' or ' '))
        {
            end++;
        }

        if (end == _at + 1 || end >= text.Length || text[end] != '`')
        {
            _at = Math.Min(end, text.Length);
            return null;
        }

        _at = end + 1;
        return TokenKind.EscapedIdentifier;
    }

    /// <summary>Length of a string prefix (<c>r</c>, <c>b</c>, <c>br</c>) at the current place, 0 if there is none. A bytes literal has its b first.</summary>
    private readonly int StringPrefix()
    {
        var length = Peek(0) is 'b' or 'B' ? 1 : 0;
        if (Peek(length) is 'r' or 'R')
        {
            length++;
        }

        return length > 0 && Peek(length) is '"' or '\'' ? length : 0;
    }

    private TokenKind? ScanString(int prefix)
    {
        var kind = prefix > 0 && Peek(0) is 'b' or 'B' ? TokenKind.Bytes : TokenKind.String;
        var raw = prefix > 0 && Peek(prefix - 1) is 'r' or 'R';
        var start = _at;
        _at += prefix;
        var quote = text[_at];
        if (Peek(1) == quote && Peek(2) == quote && ScanBody(_at + 3, quote, triple: true, raw) is var end and >= 0)
        {
            _at = end;
            return kind;
        }

        if (ScanBody(_at + 1, quote, triple: false, raw) is var single and >= 0)
        {
            _at = single;
            return kind;
        }

        var stop = start + 1;
        while (stop < text.Length && text[stop] is not ('\n' or '\r'))
        {
            stop++;
        }

        _at = stop;
        return null;
    }

    /// <summary>The offset past the closing quote, or -1 when the literal does not end or holds an escape that does not exist.</summary>
    private readonly int ScanBody(int at, char quote, bool triple, bool raw)
    {
        while (at < text.Length)
        {
            var c = text[at];
            if (c == quote && (!triple || (at + 2 < text.Length && text[at + 1] == quote && text[at + 2] == quote)))
            {
                return at + (triple ? 3 : 1);
            }

            if (!triple && c is '\n' or '\r')
            {
                return -1;
            }

            if (c == '\\' && !raw)
            {
                var length = EscapeLength(at);
                if (length == 0)
                {
                    return -1;
                }

                at += length;
            }
            else
            {
                at++;
            }
        }

        return -1;
    }

    private readonly int EscapeLength(int at)
    {
        if (at + 1 >= text.Length)
        {
            return 0;
        }

        return text[at + 1] switch
        {
            'a' or 'b' or 'f' or 'n' or 'r' or 't' or 'v' or '"' or '\'' or '\\' or '?' or '`' => 2,
            'x' or 'X' when AreHex(at + 2, 2) => 4,
            'u' when AreHex(at + 2, 4) => 6,
            'U' when AreHex(at + 2, 8) => 10,
            >= '0' and <= '3' when IsOctal(at + 2) && IsOctal(at + 3) => 4,
            _ => 0,
        };
    }

    private readonly bool AreHex(int at, int count)
    {
        for (var i = at; i < at + count; i++)
        {
            if (i >= text.Length || !IsHex(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool IsOctal(int at) => at < text.Length && text[at] is >= '0' and <= '7';

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsHex(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
}
