namespace Kube.Cel.Re2;

/// <summary>Says whether a program matches anywhere in a text: a deterministic automaton whose states are made as texts need them.</summary>
/// <remarks>
/// Reading is lock-free; a missing arrow is made under a lock. The states made are bounded by <see cref="Budget"/>: beyond it all are
/// forgotten and made anew, so a text costs at most its length times the size of the program.
/// </remarks>
internal sealed class LazyDfa
{
    /// <summary>Bytes of states, about, before they are forgotten.</summary>
    internal const int Budget = 1 << 20;

    private const int MaxInstructions = 20_000;
    private const int MaxAlphabetEffort = 1 << 20;

    private readonly RegexProgram _program;
    private readonly Alphabet _alphabet;
    private readonly DfaBuilder _builder;

    private LazyDfa(RegexProgram program, Alphabet alphabet)
    {
        _program = program;
        _alphabet = alphabet;
        _builder = new DfaBuilder(program, alphabet, Budget);
    }

    /// <summary>Arrows made so far, each at most the size of the program in work.</summary>
    internal long ArrowsMade => _builder.ArrowsMade;

    /// <summary>The automaton, or null for a program too large for one.</summary>
    internal static LazyDfa? TryCreate(RegexProgram program)
    {
        if (program.Code.Length > MaxInstructions)
            return null;
        var alphabet = Alphabet.For(program, MaxAlphabetEffort);
        return alphabet is null ? null : new LazyDfa(program, alphabet);
    }

    internal bool IsMatch(string text)
    {
        var position = 0;
        var prefix = _program.Prefix;
        if (prefix.Length > 0)
        {
            position = text.IndexOf(prefix, StringComparison.Ordinal);
            if (position < 0)
                return false;
        }
        var state = _builder.Start(position == 0 ? DfaContext.BeginText : DfaContext.After(Runes.Before(text, position)));
        if (state.IsFinal)
            return state.IsMatch;

        var ascii = _alphabet.Ascii;
        while ((uint)position < (uint)text.Length)
        {
            var c = text[position];
            int kind;
            if (c < 128)
            {
                kind = ascii[c];
                position++;
            }
            else
                kind = _alphabet.KindOf(Runes.Next(text, ref position));
            var next = state.Next[kind] ?? _builder.Step(state, kind);
            if (next.IsFinal)
                return next.IsMatch;
            state = next;
        }
        var end = state.Next.Length - 1;
        return (state.Next[end] ?? _builder.Step(state, end)).IsMatch;
    }
}
