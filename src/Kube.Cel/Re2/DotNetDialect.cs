namespace Kube.Cel.Re2;

/// <summary>A construct of a .NET regular expression that an API server reads otherwise or not at all.</summary>
/// <param name="Kind">Which construct.</param>
/// <param name="Position">Index of its first UTF-16 unit in the pattern.</param>
/// <param name="Length">Its length in UTF-16 units.</param>
public readonly record struct DialectGap(DialectGapKind Kind, int Position, int Length)
{
    /// <summary>Whether RE2 accepts the construct and means something else by it, so that nothing would be refused.</summary>
    public bool IsSilent => Kind >= DialectGapKind.EndAnchor;

    /// <summary>What the construct is and what to write instead, as one sentence.</summary>
    public string Advice => DotNetDialect.Advice(Kind);
}

/// <summary>Constructs of .NET regular expressions without an equal in RE2; those from <see cref="EndAnchor"/> on exist with another meaning.</summary>
public enum DialectGapKind
{
    /// <summary><c>(?=</c> or <c>(?!</c>.</summary>
    LookAhead,

    /// <summary><c>(?&lt;=</c> or <c>(?&lt;!</c>.</summary>
    LookBehind,

    /// <summary><c>(?&gt;</c>.</summary>
    AtomicGroup,

    /// <summary><c>(?(</c>.</summary>
    Conditional,

    /// <summary><c>(?&lt;a-b&gt;</c>.</summary>
    BalancingGroup,

    /// <summary><c>(?'name'</c>.</summary>
    QuotedGroupName,

    /// <summary><c>(?#</c>.</summary>
    Comment,

    /// <summary>The options n and x.</summary>
    Option,

    /// <summary><c>\1</c> or <c>\k&lt;name&gt;</c>.</summary>
    BackReference,

    /// <summary><c>\Z</c>.</summary>
    EndBeforeNewline,

    /// <summary><c>\G</c>.</summary>
    ContiguousMatch,

    /// <summary><c>\u0041</c>.</summary>
    UnicodeEscape,

    /// <summary><c>\cA</c> or <c>\e</c>.</summary>
    ControlEscape,

    /// <summary><c>[\b]</c>.</summary>
    Backspace,

    /// <summary><c>[a-z-[aeiou]]</c>.</summary>
    ClassSubtraction,

    /// <summary><c>\p{IsGreek}</c>.</summary>
    UnicodeBlock,

    /// <summary>A count over 1000.</summary>
    RepeatCount,

    /// <summary><c>$</c>.</summary>
    EndAnchor,

    /// <summary><c>\d</c> or <c>\D</c>.</summary>
    DigitClass,

    /// <summary><c>\w</c> or <c>\W</c>.</summary>
    WordClass,

    /// <summary><c>\s</c> or <c>\S</c>.</summary>
    SpaceClass,

    /// <summary><c>\b</c> or <c>\B</c>.</summary>
    WordBoundary,
}

/// <summary>Says what in a pattern written for <c>System.Text.RegularExpressions</c> would surprise under RE2.</summary>
public static class DotNetDialect
{
    // Longest first where one begins another.
    private static readonly (string Text, DialectGapKind Kind)[] Groups =
    [
        ("(?=", DialectGapKind.LookAhead),
        ("(?!", DialectGapKind.LookAhead),
        ("(?<=", DialectGapKind.LookBehind),
        ("(?<!", DialectGapKind.LookBehind),
        ("(?>", DialectGapKind.AtomicGroup),
        ("(?(", DialectGapKind.Conditional),
        ("(?'", DialectGapKind.QuotedGroupName),
        ("(?#", DialectGapKind.Comment),
    ];

    private static readonly Dictionary<char, DialectGapKind> Escapes = new()
    {
        ['k'] = DialectGapKind.BackReference,
        ['Z'] = DialectGapKind.EndBeforeNewline,
        ['G'] = DialectGapKind.ContiguousMatch,
        ['u'] = DialectGapKind.UnicodeEscape,
        ['c'] = DialectGapKind.ControlEscape,
        ['e'] = DialectGapKind.ControlEscape,
        ['d'] = DialectGapKind.DigitClass,
        ['D'] = DialectGapKind.DigitClass,
        ['w'] = DialectGapKind.WordClass,
        ['W'] = DialectGapKind.WordClass,
        ['s'] = DialectGapKind.SpaceClass,
        ['S'] = DialectGapKind.SpaceClass,
        ['b'] = DialectGapKind.WordBoundary,
        ['B'] = DialectGapKind.WordBoundary,
    };

    /// <summary>The gaps of a pattern, from left to right; those that RE2 refuses and those that it silently reads otherwise.</summary>
    /// <param name="pattern">A pattern that .NET accepts; others are scanned as far as they make sense.</param>
    /// <returns>The gaps found.</returns>
    public static IReadOnlyList<DialectGap> Gaps(string pattern)
    {
        if (pattern is null)
            throw new ArgumentNullException(nameof(pattern));
        var gaps = new List<DialectGap>();
        var classDepth = 0;
        for (var i = 0; i < pattern.Length;)
        {
            var c = pattern[i];
            var gap = c switch
            {
                '\\' => Escape(pattern, i, classDepth > 0),
                '[' when classDepth > 0 && pattern[i - 1] == '-' => new DialectGap(DialectGapKind.ClassSubtraction, i - 1, 2),
                _ when classDepth > 0 => default,
                '(' => Group(pattern, i),
                '{' => Count(pattern, i),
                '$' => new DialectGap(DialectGapKind.EndAnchor, i, 1),
                _ => default,
            };
            if (gap.Length > 0)
                gaps.Add(gap);
            if (c == '\\')
                i += Math.Max(2, gap.Length);
            else if (c == '[' && (classDepth == 0 || gap.Length > 0))
            {
                classDepth++;
                i += i + 1 < pattern.Length && pattern[i + 1] == '^' ? 2 : 1;
                // A bracket that comes first is an ordinary character.
                if (i < pattern.Length && pattern[i] == ']')
                    i++;
            }
            else
            {
                if (c == ']' && classDepth > 0)
                    classDepth--;
                i++;
            }
        }
        return gaps;
    }

    internal static string Advice(DialectGapKind kind) => kind switch
    {
        DialectGapKind.LookAhead => "RE2 has no look-ahead; use a second rule, or a CEL rule with two matches().",
        DialectGapKind.LookBehind => "RE2 has no look-behind; match what stands before as part of the pattern.",
        DialectGapKind.AtomicGroup => "RE2 never backtracks and has no atomic groups; write (?:...) instead.",
        DialectGapKind.Conditional => "RE2 has no conditionals; write the alternatives out.",
        DialectGapKind.BalancingGroup => "RE2 cannot balance groups; nesting cannot be checked by a pattern.",
        DialectGapKind.QuotedGroupName => "RE2 names groups (?<name>...) or (?P<name>...).",
        DialectGapKind.Comment => "RE2 has no comments; leave it out.",
        DialectGapKind.Option => "RE2 knows the options i, m, s and U only; write groups and blanks as they are meant.",
        DialectGapKind.BackReference => "RE2 cannot refer back to a group; compare in a CEL rule instead.",
        DialectGapKind.EndBeforeNewline => "RE2 has no \\Z; write \\n?\\z, or \\z if no line break may follow.",
        DialectGapKind.ContiguousMatch => "RE2 has no \\G; anchor with \\A.",
        DialectGapKind.UnicodeEscape => "RE2 writes \\x{0041} instead of \\u0041.",
        DialectGapKind.ControlEscape => "RE2 has no control escapes; write the code as \\x1B.",
        DialectGapKind.Backspace => "RE2 has no \\b in classes; write \\x08.",
        DialectGapKind.ClassSubtraction => "RE2 has no class subtraction; list what is left.",
        DialectGapKind.UnicodeBlock => "RE2 knows categories and scripts (\\p{Greek}), not blocks; write the range as \\x{...}.",
        DialectGapKind.RepeatCount => "RE2 repeats at most 1000 times; use maxLength or minLength beyond that.",
        DialectGapKind.EndAnchor => "In RE2 $ is the very end; .NET also accepts a line break after it. \\z means the same in both.",
        DialectGapKind.DigitClass => "In RE2 \\d is [0-9]; .NET includes the digits of every script.",
        DialectGapKind.WordClass => "In RE2 \\w is [0-9A-Za-z_]; .NET includes the letters of every script.",
        DialectGapKind.SpaceClass => "In RE2 \\s is [\\t\\n\\f\\r ]; .NET includes \\v and every Unicode blank.",
        DialectGapKind.WordBoundary => "In RE2 \\b knows ASCII words only; .NET the letters of every script.",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static DialectGap Escape(string pattern, int at, bool inClass)
    {
        if (at + 1 >= pattern.Length)
            return default;
        var c = pattern[at + 1];
        if (c is >= '1' and <= '9' && !inClass)
            return IsOctal(pattern, at + 1) ? default : new(DialectGapKind.BackReference, at, 2);
        if (c == 'b' && inClass)
            return new(DialectGapKind.Backspace, at, 2);
        if (c is 'p' or 'P')
        {
            var close = pattern.IndexOf('}', at);
            return close > 0 && string.CompareOrdinal(pattern, at + 2, "{Is", 0, 3) == 0
                ? new(DialectGapKind.UnicodeBlock, at, close + 1 - at) : default;
        }
        if (!Escapes.TryGetValue(c, out var kind))
            return default;
        var length = kind switch
        {
            DialectGapKind.UnicodeEscape => 6,
            DialectGapKind.ControlEscape when c == 'c' => 3,
            _ => 2,
        };
        return new(kind, at, Math.Min(length, pattern.Length - at));
    }

    private static bool IsOctal(string pattern, int at) =>
        pattern[at] <= '7' && at + 1 < pattern.Length && pattern[at + 1] is >= '0' and <= '7';

    private static DialectGap Group(string pattern, int at)
    {
        foreach (var (text, kind) in Groups)
        {
            if (string.CompareOrdinal(pattern, at, text, 0, text.Length) == 0)
                return new(kind, at, text.Length);
        }
        if (string.CompareOrdinal(pattern, at, "(?", 0, 2) != 0)
            return default;
        if (at + 2 < pattern.Length && pattern[at + 2] == '<')
        {
            var close = pattern.IndexOf('>', at);
            var dash = pattern.IndexOf('-', at);
            return dash > 0 && dash < close ? new(DialectGapKind.BalancingGroup, at, close + 1 - at) : default;
        }
        for (var i = at + 2; i < pattern.Length && pattern[i] is not (':' or ')'); i++)
        {
            if (pattern[i] is 'n' or 'x')
                return new(DialectGapKind.Option, i, 1);
        }
        return default;
    }

    private static DialectGap Count(string pattern, int at)
    {
        var close = pattern.IndexOf('}', at);
        if (close < 0)
            return default;
        var longest = 0L;
        var value = 0L;
        for (var i = at + 1; i < close; i++)
        {
            if (pattern[i] is >= '0' and <= '9')
                longest = Math.Max(longest, value = Math.Min(value * 10 + pattern[i] - '0', int.MaxValue));
            else if (pattern[i] == ',' && i > at + 1)
                value = 0;
            else
                return default;
        }
        return longest > 1000 ? new(DialectGapKind.RepeatCount, at, close + 1 - at) : default;
    }
}
