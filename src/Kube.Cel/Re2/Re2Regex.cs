using System.Diagnostics.CodeAnalysis;

namespace Kube.Cel.Re2;

/// <summary>A regular expression in RE2 syntax with the meaning that Go's <c>regexp</c> package gives it; what CEL and OpenAPI patterns are.</summary>
/// <remarks>
/// Finding one match takes time linear in the text whatever the expression, and no stack; finding all of them is one search a match, and
/// each may have to look to the end of the text. Leftmost match, first alternative preferred. Texts are read by rune: a surrogate pair is one, and half a pair counts as U+FFFD as in any UTF-8 text. <c>\d \s \w \b</c> know ASCII only,
/// <c>$</c> without <c>(?m)</c> is the end of the text, Unicode is 15.0 as in Go. Immutable and thread-safe; compiled at first use.
/// </remarks>
public sealed class Re2Regex
{
    private readonly Lazy<RegexProgram> _program;
    private readonly Lazy<LazyDfa?> _dfa;
    private MatchFinder? _idle;

    private Re2Regex(string pattern, RegexNode root, IReadOnlyList<string?> groupNames)
    {
        Pattern = pattern;
        GroupNames = groupNames;
        _program = new(() => RegexCompiler.Compile(root, groupNames.Count));
        _dfa = new(() => LazyDfa.TryCreate(_program.Value));
    }

    /// <summary>The expression as it was written.</summary>
    public string Pattern { get; }

    /// <summary>Names of the groups by number, null for one without; number 0 is the whole match.</summary>
    public IReadOnlyList<string?> GroupNames { get; }

    /// <summary>The compiled form, for tests and benchmarks.</summary>
    internal RegexProgram Program => _program.Value;

    /// <summary>The automaton behind <see cref="IsMatch"/>; null when the program is too large for one.</summary>
    internal LazyDfa? Dfa => _dfa.Value;

    /// <summary>Reads an expression.</summary>
    /// <param name="pattern">The expression.</param>
    /// <returns>The expression, ready to match.</returns>
    /// <exception cref="Re2SyntaxException">The text is no RE2 expression.</exception>
    public static Re2Regex Parse(string pattern) =>
        TryParse(pattern, out var regex, out var error) ? regex : throw new Re2SyntaxException(error);

    /// <summary>Reads an expression, or says why it is none.</summary>
    /// <param name="pattern">The expression.</param>
    /// <param name="regex">The expression, ready to match.</param>
    /// <param name="error">What is wrong, with Go's text.</param>
    /// <returns>Whether the text is an RE2 expression.</returns>
    public static bool TryParse(
        string pattern, [NotNullWhen(true)] out Re2Regex? regex, [NotNullWhen(false)] out Re2SyntaxError? error)
    {
        if (pattern is null)
            throw new ArgumentNullException(nameof(pattern));
        var parser = new RegexParser(pattern);
        var root = parser.Parse();
        error = parser.Error;
        regex = root is null ? null : new Re2Regex(pattern, root, parser.GroupNames);
        return root is not null;
    }

    /// <summary>Whether the expression matches anywhere in a text (Go's <c>MatchString</c>, CEL's <c>matches</c>).</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether there is a match.</returns>
    public bool IsMatch(string text)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var program = _program.Value;
        if (program.PrefixIsAll)
            return text.IndexOf(program.Prefix, StringComparison.Ordinal) >= 0;
        if (_dfa.Value is { } dfa)
            return dfa.IsMatch(text);
        var machine = Rent();
        var found = machine.Search(text, 0, slots: 0);
        Return(machine);
        return found;
    }

    /// <summary>The leftmost match.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Where it lies, or <see cref="Re2Match.None"/>.</returns>
    public Re2Match Find(string text)
    {
        if (!IsMatch(text))
            return Re2Match.None;
        if (_program.Value is { PrefixIsAll: true, Prefix: var literal })
            return new(text.IndexOf(literal, StringComparison.Ordinal), literal.Length);
        var machine = Rent();
        machine.Search(text, 0, slots: 2);
        var match = Span(machine.Found, 0);
        Return(machine);
        return match;
    }

    /// <summary>All matches that do not overlap, from left to right; an empty one right behind another match is left out, as in Go.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">The most matches wanted; negative for all.</param>
    /// <returns>Where they lie.</returns>
    /// <remarks>Takes up to the number of matches times the length of the text: <c>a*b|a</c> looks through all the rest of <c>aaaa…</c> for every a.</remarks>
    public IReadOnlyList<Re2Match> FindAll(string text, int limit = -1)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var matches = new List<Re2Match>();
        FindAll(text, limit, long.MaxValue, matches, out _);
        return matches;
    }

    /// <summary>All matches, or false when finding them takes more than linear time and so many steps beyond that.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">The most matches wanted; negative for all.</param>
    /// <param name="extraSteps">The places that all searches may visit together beyond what a single search can.</param>
    /// <param name="matches">The matches; not all of them when the result is false.</param>
    /// <param name="beyond">How many of <paramref name="extraSteps"/> were taken.</param>
    internal bool TryFindAll(string text, int limit, long extraSteps, out List<Re2Match> matches, out long beyond)
    {
        var linear = 4L * (text.Length + 1) * _program.Value.Code.Length;
        var isWhole = FindAll(text, limit, linear + extraSteps, matches = [], out var steps);
        beyond = Math.Max(0, steps - linear);
        return isWhole;
    }

    private bool FindAll(string text, int limit, long maxSteps, List<Re2Match> matches, out long steps)
    {
        steps = 0;
        if (limit == 0 || !IsMatch(text))
            return true;
        var machine = Rent();
        var stepsBefore = machine.Steps;
        var isWithin = true;
        var position = 0;
        var lastEnd = -1;
        while (isWithin && position <= text.Length && (limit < 0 || matches.Count < limit) && machine.Search(text, position, slots: 2))
        {
            var match = Span(machine.Found, 0);
            if (match.Length > 0 || match.Index != lastEnd)
                matches.Add(match);
            lastEnd = match.End;
            if (match.End > position)
                position = match.End;
            else if (position < text.Length)
                Runes.Next(text, ref position);
            else
                break;
            isWithin = machine.Steps - stepsBefore <= maxSteps;
        }
        steps = machine.Steps - stepsBefore;
        Return(machine);
        return isWithin;
    }

    /// <summary>The leftmost match and what its groups took.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The match by group number, the whole at 0, <see cref="Re2Match.None"/> for a group that took no part; null without a match.</returns>
    public IReadOnlyList<Re2Match>? FindSubmatch(string text)
    {
        if (!IsMatch(text))
            return null;
        var machine = Rent();
        machine.Search(text, 0, _program.Value.Slots);
        var groups = new Re2Match[GroupNames.Count];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = Span(machine.Found, i);
        Return(machine);
        return groups;
    }

    /// <inheritdoc/>
    public override string ToString() => Pattern;

    private static Re2Match Span(int[] slots, int group) =>
        slots[2 * group] < 0 ? Re2Match.None : new(slots[2 * group], slots[2 * group + 1] - slots[2 * group]);

    // One machine is kept for the next search; searches at the same time make their own.
    private MatchFinder Rent() => Interlocked.Exchange(ref _idle, null) ?? new MatchFinder(_program.Value);

    private void Return(MatchFinder machine) => Volatile.Write(ref _idle, machine);
}
