namespace Kube.Cel.Re2;

internal sealed partial class RegexParser
{
    private static readonly int[] AnyRune = [0, RuneSet.MaxRune];
    private static readonly int[] AnyButNewline = [0, '\n' - 1, '\n' + 1, RuneSet.MaxRune];

    private static readonly Dictionary<string, int[]> PosixClasses = new(StringComparer.Ordinal)
    {
        ["alnum"] = ['0', '9', 'A', 'Z', 'a', 'z'],
        ["alpha"] = ['A', 'Z', 'a', 'z'],
        ["ascii"] = [0, 0x7F],
        ["blank"] = ['\t', '\t', ' ', ' '],
        ["cntrl"] = [0, 0x1F, 0x7F, 0x7F],
        ["digit"] = ['0', '9'],
        ["graph"] = ['!', '~'],
        ["lower"] = ['a', 'z'],
        ["print"] = [' ', '~'],
        ["punct"] = ['!', '/', ':', '@', '[', '`', '{', '~'],
        ["space"] = ['\t', '\r', ' ', ' '],
        ["upper"] = ['A', 'Z'],
        ["word"] = ['0', '9', 'A', 'Z', '_', '_', 'a', 'z'],
        ["xdigit"] = ['0', '9', 'A', 'F', 'a', 'f'],
    };

    private static readonly Dictionary<char, int[]> PerlClasses = new()
    {
        ['d'] = ['0', '9'],
        ['s'] = ['\t', '\n', '\f', '\r', ' ', ' '],
        ['w'] = ['0', '9', 'A', 'Z', '_', '_', 'a', 'z'],
    };

    private bool ParseClass()
    {
        var start = _position++;
        var negative = Follows(0, '^');
        if (negative)
            _position++;
        var set = new RuneSet();
        // A closing bracket is an ordinary character when it comes first.
        for (var first = true; first || !Follows(0, ']'); first = false)
        {
            int[]? ranges = null;
            if (Follows(0, '[') && Follows(1, ':') && !TryParsePosixClass(out ranges))
                return false;
            if (ranges is null && !TryParseEscapedClass(out ranges))
                return false;
            if (ranges is not null)
            {
                _classRunes += ranges.Length;
                if (_classRunes > MaxClassRunes)
                    return Fail(Re2ErrorCode.TooLarge, pattern, 0);
                set.Add(ranges);
                continue;
            }
            var rangeStart = _position;
            if (!ParseClassRune(start, out var lo))
                return false;
            var hi = lo;
            if (Follows(0, '-') && _position + 1 < pattern.Length && pattern[_position + 1] != ']')
            {
                _position++;
                if (!ParseClassRune(start, out hi))
                    return false;
                if (hi < lo)
                    return Fail(Re2ErrorCode.InvalidCharRange, rangeStart, _position);
            }
            _ = (_flags & Flags.FoldCase) != 0 ? set.AddFolded(lo, hi) : set.Add(lo, hi);
        }
        _position++;
        var result = set.ToRanges();
        return PushClass(negative ? RuneSet.Negate(result) : result);
    }

    private bool ParseClassRune(int classStart, out int rune)
    {
        rune = 0;
        if (_position >= pattern.Length)
            return Fail(Re2ErrorCode.MissingBracket, classStart, pattern.Length);
        if (pattern[_position] == '\\')
            return ParseEscape(out rune);
        rune = NextRune();
        return true;
    }

    /// <summary>Reads <c>[:name:]</c>; ranges stay null when the text only looks like it.</summary>
    private bool TryParsePosixClass(out int[]? ranges)
    {
        ranges = null;
        var end = pattern.IndexOf(":]", _position + 2, StringComparison.Ordinal);
        if (end < 0)
            return true;
        var negative = Follows(2, '^');
        var nameAt = _position + (negative ? 3 : 2);
        if (nameAt > end || !PosixClasses.TryGetValue(pattern.Substring(nameAt, end - nameAt), out var found))
            return Fail(Re2ErrorCode.InvalidCharRange, _position, end + 2);
        ranges = FoldAndNegate(found, negative);
        _position = end + 2;
        return true;
    }

    /// <summary>Reads a class that begins with a backslash (<c>\d</c>, <c>\pL</c>); ranges stay null when there is none.</summary>
    private bool TryParseEscapedClass(out int[]? ranges)
    {
        ranges = null;
        if (!Follows(0, '\\') || _position + 1 >= pattern.Length)
            return true;
        var letter = pattern[_position + 1];
        if (letter is 'p' or 'P')
            return ParseUnicodeClass(out ranges);
        if (PerlClasses.TryGetValue((char)(letter | 0x20), out var found) && letter < 0x80)
        {
            ranges = FoldAndNegate(found, letter < 'a');
            _position += 2;
        }
        return true;
    }

    private bool ParseUnicodeClass(out int[]? ranges)
    {
        ranges = null;
        var start = _position;
        var negative = pattern[_position + 1] == 'P';
        _position += 2;
        string name;
        if (!Follows(0, '{'))
        {
            var nameAt = _position;
            if (_position < pattern.Length)
                NextRune();
            name = pattern.Substring(nameAt, _position - nameAt);
        }
        else
        {
            var end = pattern.IndexOf('}', _position);
            if (end < 0)
                return Fail(Re2ErrorCode.InvalidCharRange, start, pattern.Length);
            name = pattern.Substring(_position + 1, end - _position - 1);
            _position = end + 1;
        }
        if (name.Length > 0 && name[0] == '^')
        {
            negative = !negative;
            name = name.Substring(1);
        }
        if (!UnicodeTables.TryFind(name, out var found))
            return Fail(Re2ErrorCode.InvalidCharRange, start, _position);
        ranges = FoldAndNegate(found, negative);
        return true;
    }

    private int[] FoldAndNegate(int[] ranges, bool negative)
    {
        if ((_flags & Flags.FoldCase) != 0)
            ranges = RuneSet.Fold(ranges);
        return negative ? RuneSet.Negate(ranges) : ranges;
    }
}
