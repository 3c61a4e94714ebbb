namespace Kube.Cel.Re2;

/// <summary>Reads RE2 syntax (Go's <c>regexp/syntax</c> with the Perl flags) into a tree, without recursion.</summary>
/// <remarks>
/// A method that can fail returns false and leaves the error in <see cref="Error"/>. Limits as in Go: counts and nested counts
/// up to 1000, 1000 levels of nodes, 128 MiB of instructions (of 40 bytes) and of class ranges (of 4 bytes a rune).
/// </remarks>
internal sealed partial class RegexParser(string pattern)
{
    private const int MaxHeight = 1000;
    private const int MaxRepeat = 1000;
    private const long MaxSize = (128 << 20) / 40;
    private const long MaxClassRunes = (128 << 20) / 4;

    private readonly Stack<OpenGroup> _open = new();
    private readonly List<string?> _groupNames = [null];
    private OpenGroup _current = new(default, -1, 0);
    private Flags _flags = Flags.OneLine;
    private int _position;
    private long _classRunes;

    [Flags]
    private enum Flags
    {
        None = 0,
        FoldCase = 1,
        DotNewline = 2,

        /// <summary>^ and $ stand for the ends of the text only.</summary>
        OneLine = 4,
        NonGreedy = 8,
    }

    internal Re2SyntaxError? Error { get; private set; }

    /// <summary>Names of the capturing groups; index 0 is the whole match.</summary>
    internal IReadOnlyList<string?> GroupNames => _groupNames;

    /// <summary>The tree, or null with <see cref="Error"/> set.</summary>
    internal RegexNode? Parse()
    {
        // Where the last item's repetition operator began, so that a second one on it can be refused with its text.
        var lastRepeat = -1;
        while (_position < pattern.Length)
        {
            var repeat = -1;
            var ok = true;
            switch (pattern[_position])
            {
                case '(' when Follows(1, '?'):
                    ok = ParsePerlGroup();
                    break;
                case '(':
                    Open(_position, _groupNames.Count);
                    _groupNames.Add(null);
                    _position++;
                    break;
                case '|':
                    _current.EndBranch();
                    _position++;
                    break;
                case ')':
                    ok = CloseGroup();
                    break;
                case '^':
                    ok = PushSimple((_flags & Flags.OneLine) != 0 ? NodeKind.BeginText : NodeKind.BeginLine, 1);
                    break;
                case '$':
                    ok = PushSimple((_flags & Flags.OneLine) != 0 ? NodeKind.EndText : NodeKind.EndLine, 1);
                    break;
                case '.':
                    _position++;
                    ok = PushClass((_flags & Flags.DotNewline) != 0 ? AnyRune : AnyButNewline);
                    break;
                case '[':
                    ok = ParseClass();
                    break;
                case '*' or '+' or '?' or '{':
                    ok = ParseRepetition(lastRepeat, out repeat);
                    break;
                case '\\':
                    ok = ParseBackslash();
                    break;
                default:
                    ok = PushLiteral(NextRune());
                    break;
            }
            if (!ok)
                return null;
            lastRepeat = repeat;
        }
        if (_open.Count > 0)
        {
            Fail(Re2ErrorCode.MissingParen, pattern, _current.Position);
            return null;
        }
        _current.EndBranch();
        var root = RegexNode.Alternate(_current.Branches);
        return CheckLimits(root) ? root : null;
    }

    private bool Follows(int offset, char c) => _position + offset < pattern.Length && pattern[_position + offset] == c;

    /// <summary>Reads a rune of the pattern; half a surrogate pair counts as U+FFFD, as it does once it is UTF-8.</summary>
    private int NextRune() => Runes.Next(pattern, ref _position);

    private bool Fail(Re2ErrorCode code, int start, int end) =>
        Fail(code, pattern.Substring(start, end - start), start);

    private bool Fail(Re2ErrorCode code, string fragment, int position)
    {
        Error = new Re2SyntaxError(code, fragment, position);
        return false;
    }

    private bool Push(RegexNode node)
    {
        _current.Sequence.Add(node);
        return CheckLimits(node);
    }

    private bool CheckLimits(RegexNode node)
    {
        if (node.Size > MaxSize || _classRunes > MaxClassRunes)
            return Fail(Re2ErrorCode.TooLarge, pattern, 0);
        return node.Height <= MaxHeight || Fail(Re2ErrorCode.NestingDepth, pattern, 0);
    }

    private bool PushSimple(NodeKind kind, int length)
    {
        _position += length;
        return Push(RegexNode.Simple(kind));
    }

    private bool PushLiteral(int rune)
    {
        if ((_flags & Flags.FoldCase) == 0)
            return Push(RegexNode.Literal(rune));
        var set = new RuneSet();
        foreach (var equivalent in CaseFolding.Equivalents(rune))
            set.Add(equivalent, equivalent);
        return Push(RegexNode.Class(set.ToRanges()));
    }

    private bool PushClass(int[] ranges)
    {
        _classRunes += ranges.Length;
        return Push(RegexNode.Class(ranges));
    }

    private void Open(int position, int group)
    {
        _open.Push(_current);
        _current = new OpenGroup(_flags, position, group);
    }

    private bool CloseGroup()
    {
        if (_open.Count == 0)
            return Fail(Re2ErrorCode.UnexpectedParen, pattern, _position);
        _position++;
        _current.EndBranch();
        var inner = RegexNode.Alternate(_current.Branches);
        if (!CheckLimits(inner))
            return false;
        var group = _current.Group;
        _flags = _current.Flags;
        _current = _open.Pop();
        return Push(group == 0 ? inner : RegexNode.Capture(inner, group));
    }

    /// <summary>Reads what begins with <c>(?</c>: a named group, a flag setting, a group that captures nothing.</summary>
    private bool ParsePerlGroup()
    {
        var start = _position;
        var nameAt = Follows(2, 'P') && Follows(3, '<') && _position + 4 < pattern.Length ? 4
            : Follows(2, '<') && _position + 3 < pattern.Length ? 3 : 0;
        if (nameAt > 0)
            return ParseNamedGroup(start, start + nameAt);

        _position += 2;
        var flags = _flags;
        bool negative = false, sawFlag = false;
        while (_position < pattern.Length)
        {
            var rune = NextRune();
            var flag = rune switch
            {
                'i' => Flags.FoldCase,
                'm' => Flags.OneLine,
                's' => Flags.DotNewline,
                'U' => Flags.NonGreedy,
                _ => Flags.None,
            };
            if (flag != Flags.None)
            {
                // m takes OneLine away; the others add.
                flags = negative == (flag == Flags.OneLine) ? flags | flag : flags & ~flag;
                sawFlag = true;
            }
            else if (rune == '-' && !negative)
                (negative, sawFlag) = (true, false);
            else if (rune is ':' or ')' && (sawFlag || !negative))
            {
                if (rune == ':')
                    Open(start, 0);
                _flags = flags;
                return true;
            }
            else
                break;
        }
        return Fail(Re2ErrorCode.InvalidPerlOp, start, _position);
    }

    private bool ParseNamedGroup(int start, int nameAt)
    {
        var end = pattern.IndexOf('>', start);
        if (end < 0)
            return Fail(Re2ErrorCode.InvalidNamedCapture, start, pattern.Length);
        var name = pattern.Substring(nameAt, end - nameAt);
        if (name.Length == 0 || !name.All(c => c == '_' || Runes.IsAsciiLetterOrDigit(c)))
            return Fail(Re2ErrorCode.InvalidNamedCapture, start, end + 1);
        Open(start, _groupNames.Count);
        _groupNames.Add(name);
        _position = end + 1;
        return true;
    }

    /// <summary>A group that is being read; the outermost one is the expression itself.</summary>
    private sealed class OpenGroup(Flags flags, int position, int group)
    {
        /// <summary>The flags outside, to go back to at the closing parenthesis.</summary>
        internal Flags Flags { get; } = flags;

        internal int Position { get; } = position;

        /// <summary>The number of the capturing group; 0 for one that captures nothing.</summary>
        internal int Group { get; } = group;

        internal List<RegexNode> Branches { get; } = [];

        internal List<RegexNode> Sequence { get; } = [];

        internal void EndBranch()
        {
            Branches.Add(RegexNode.Concat(Sequence));
            Sequence.Clear();
        }
    }
}
