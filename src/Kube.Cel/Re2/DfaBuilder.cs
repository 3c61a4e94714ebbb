namespace Kube.Cel.Re2;

/// <summary>Makes the states and arrows of a <see cref="LazyDfa"/>, one at a time under its lock.</summary>
internal sealed class DfaBuilder(RegexProgram program, Alphabet alphabet, int budget)
{
    private const Assertions OfThePast = Assertions.BeginText | Assertions.BeginLine;

    private readonly object _gate = new();
    private readonly Dictionary<DfaState, DfaState> _states = new(SamePlaces.Instance);
    private readonly SparseSet _reached = new(program.Code.Length);
    private readonly SparseSet _targets = new(program.Code.Length);
    private readonly Stack<int> _pending = new();
    private readonly DfaState?[] _starts = new DfaState?[8];
    private int _spent;
    private long _arrowsMade;

    internal long ArrowsMade => Interlocked.Read(ref _arrowsMade);

    /// <summary>The state before any rune has been read.</summary>
    internal DfaState Start(DfaPast past)
    {
        past = Remembered(past);
        var known = Volatile.Read(ref _starts[(int)past]);
        if (known is not null)
            return known;
        lock (_gate)
        {
            _targets.Clear();
            _targets.Add(program.Start);
            var state = StateOf(past);
            Volatile.Write(ref _starts[(int)past], state);
            return state;
        }
    }

    /// <summary>Makes the arrow from a state for a kind of rune; the kind past the last one is the end of the text.</summary>
    internal DfaState Step(DfaState from, int kind)
    {
        lock (_gate)
        {
            _arrowsMade++;
            var isEnd = kind == alphabet.Representatives.Length;
            var rune = isEnd ? -1 : alphabet.Representatives[kind];
            var next = Follow(from, rune);
            Volatile.Write(ref from.Next[kind], next);
            return next;
        }
    }

    private DfaState Follow(DfaState from, int rune)
    {
        _reached.Clear();
        var held = HoldingBefore(from.Past, rune);
        foreach (var place in from.Places)
        {
            if (Close(place, held, undecided: Assertions.None))
                return DfaState.Matched;
        }
        if (rune < 0)
            return DfaState.Dead;

        _targets.Clear();
        for (var i = 0; i < _reached.Count; i++)
        {
            ref readonly var instruction = ref program.Code[_reached[i]];
            if (instruction.Op is OpCode.Rune or OpCode.Class && instruction.Takes(rune))
                _targets.Add(instruction.Out);
        }
        // A match may begin anywhere.
        _targets.Add(program.Start);
        return StateOf(Remembered(DfaContext.After(rune)));
    }

    /// <summary>The state of the targets gathered, reached with such a past.</summary>
    private DfaState StateOf(DfaPast past)
    {
        _reached.Clear();
        var held = past == DfaPast.BeginText ? OfThePast : past == DfaPast.Newline ? Assertions.BeginLine : Assertions.None;
        for (var i = 0; i < _targets.Count; i++)
        {
            if (Close(_targets[i], held, undecided: ~OfThePast))
                return DfaState.Matched;
        }
        var places = new List<int>(_reached.Count);
        for (var i = 0; i < _reached.Count; i++)
        {
            ref readonly var instruction = ref program.Code[_reached[i]];
            if (instruction.Op is OpCode.Rune or OpCode.Class
                || (instruction.Op == OpCode.Assert && ((Assertions)instruction.Argument & OfThePast) == 0))
                places.Add(_reached[i]);
        }
        // With (?m)^ a match may still begin after a later line break.
        if (places.Count == 0 && (program.Asked & Assertions.BeginLine) == 0)
            return DfaState.Dead;
        places.Sort();
        var state = new DfaState(places.ToArray(), past, alphabet.Representatives.Length);
        if (_states.TryGetValue(state, out var known))
            return known;
        _spent += 64 + 4 * places.Count + 8 * state.Next.Length;
        if (_spent > budget)
        {
            _spent = 0;
            _states.Clear();
            Array.Clear(_starts, 0, _starts.Length);
        }
        _states.Add(state, state);
        return state;
    }

    /// <summary>Adds to the reached set what can be reached from a place without a rune; true once that is a match.</summary>
    private bool Close(int place, Assertions held, Assertions undecided)
    {
        _pending.Push(place);
        var matched = false;
        while (_pending.Count > 0)
        {
            var at = _pending.Pop();
            if (!_reached.Add(at))
                continue;
            ref readonly var instruction = ref program.Code[at];
            switch (instruction.Op)
            {
                case OpCode.Match:
                    matched = true;
                    break;
                case OpCode.Split:
                    _pending.Push(instruction.Argument);
                    _pending.Push(instruction.Out);
                    break;
                case OpCode.Save:
                    _pending.Push(instruction.Out);
                    break;
                case OpCode.Assert when ((Assertions)instruction.Argument & held & ~undecided) != 0:
                    _pending.Push(instruction.Out);
                    break;
            }
        }
        return matched;
    }

    /// <summary>The assertions that hold between the past and the next rune (-1: the end).</summary>
    private static Assertions HoldingBefore(DfaPast past, int rune)
    {
        var held = past == DfaPast.BeginText ? OfThePast : past == DfaPast.Newline ? Assertions.BeginLine : Assertions.None;
        if (rune < 0)
            held |= Assertions.EndText | Assertions.EndLine;
        if (rune == '\n')
            held |= Assertions.EndLine;
        var boundary = (past == DfaPast.Word) != (rune >= 0 && Runes.IsWord(rune));
        return held | (boundary ? Assertions.WordBoundary : Assertions.NoWordBoundary);
    }

    /// <summary>Forgets what no assertion of the program asks for, so that fewer states differ.</summary>
    private DfaPast Remembered(DfaPast past) => past switch
    {
        DfaPast.BeginText when (program.Asked & OfThePast) == 0 => DfaPast.None,
        DfaPast.Newline when (program.Asked & Assertions.BeginLine) == 0 => DfaPast.None,
        DfaPast.Word when (program.Asked & (Assertions.WordBoundary | Assertions.NoWordBoundary)) == 0 => DfaPast.None,
        _ => past,
    };

    private sealed class SamePlaces : IEqualityComparer<DfaState>
    {
        internal static readonly SamePlaces Instance = new();

        public bool Equals(DfaState? x, DfaState? y) =>
            ReferenceEquals(x, y) || (x is not null && y is not null && x.Past == y.Past && x.Places.AsEnumerable().SequenceEqual(y.Places));

        public int GetHashCode(DfaState state)
        {
            var hash = (uint)state.Past + 17;
            foreach (var place in state.Places)
                hash = (hash ^ (uint)place) * 16777619;
            return (int)hash;
        }
    }
}
