namespace Kube.Cel.Re2;

internal sealed partial class RegexParser
{
    private bool ParseBackslash()
    {
        var next = _position + 1 < pattern.Length ? pattern[_position + 1] : '\0';
        switch (next)
        {
            case 'A': return PushSimple(NodeKind.BeginText, 2);
            case 'z': return PushSimple(NodeKind.EndText, 2);
            case 'b': return PushSimple(NodeKind.WordBoundary, 2);
            case 'B': return PushSimple(NodeKind.NoWordBoundary, 2);
            case 'C': return Fail(Re2ErrorCode.InvalidEscape, _position, _position + 2);
            case 'Q': return ParseQuoted();
        }
        if (!TryParseEscapedClass(out var ranges))
            return false;
        if (ranges is not null)
            return PushClass(ranges);
        return ParseEscape(out var rune) && PushLiteral(rune);
    }

    /// <summary>Reads <c>\Q...\E</c>, within which nothing has a meaning.</summary>
    private bool ParseQuoted()
    {
        _position += 2;
        var close = pattern.IndexOf("\\E", _position, StringComparison.Ordinal);
        var end = close < 0 ? pattern.Length : close;
        while (_position < end)
        {
            if (!PushLiteral(NextRune()))
                return false;
        }
        _position = close < 0 ? end : end + 2;
        return true;
    }

    /// <summary>Reads an escape that stands for one rune.</summary>
    private bool ParseEscape(out int rune)
    {
        var start = _position++;
        rune = 0;
        if (_position >= pattern.Length)
        {
            return Fail(Re2ErrorCode.TrailingBackslash, "", start);
        }
        var c = NextRune();
        switch (c)
        {
            // A single digit would be a reference back to a group, which no automaton can follow.
            case >= '1' and <= '7' when _position >= pattern.Length || pattern[_position] is < '0' or > '7':
                break;
            case >= '0' and <= '7':
                rune = c - '0';
                for (var i = 1; i < 3 && _position < pattern.Length && pattern[_position] is >= '0' and <= '7'; i++)
                    rune = rune * 8 + pattern[_position++] - '0';
                return true;
            case 'x':
                if (TryReadHex(out rune))
                    return true;
                break;
            case 'a':
                rune = '\a';
                return true;
            case 'f':
                rune = '\f';
                return true;
            case 'n':
                rune = '\n';
                return true;
            case 'r':
                rune = '\r';
                return true;
            case 't':
                rune = '\t';
                return true;
            case 'v':
                rune = '\v';
                return true;
            case < 0x80 when !Runes.IsAsciiLetterOrDigit(c):
                rune = c;
                return true;
        }
        return Fail(Re2ErrorCode.InvalidEscape, start, _position);
    }

    /// <summary>Reads two hexadecimal digits, or any number of them in braces, up to U+10FFFF.</summary>
    private bool TryReadHex(out int rune)
    {
        rune = 0;
        if (_position >= pattern.Length)
            return false;
        if (!Follows(0, '{'))
        {
            var high = Hex(NextRune());
            var low = _position < pattern.Length ? Hex(NextRune()) : -1;
            rune = high * 16 + low;
            return high >= 0 && low >= 0;
        }
        _position++;
        for (var digits = 0; _position < pattern.Length; digits++)
        {
            var c = NextRune();
            if (c == '}')
                return digits > 0;
            var value = Hex(c);
            if (value < 0)
                return false;
            rune = rune * 16 + value;
            if (rune > RuneSet.MaxRune)
                return false;
        }
        return false;
    }

    private static int Hex(int c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
