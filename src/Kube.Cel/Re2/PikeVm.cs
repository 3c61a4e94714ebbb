namespace Kube.Cel.Re2;

/// <summary>Finds the leftmost match and its groups by following all ways through a program at once, the preferred ones first.</summary>
/// <remarks>Holds the working memory of one search; not thread-safe. Work is at most text length × program size.</remarks>
internal sealed class PikeVm(RegexProgram program)
{
    private readonly Stack<Frame> _pending = new();
    private ThreadList _current = new(program.Code.Length);
    private ThreadList _next = new(program.Code.Length);
    private int[] _slots = [];
    private int[] _found = [];

    /// <summary>Instructions visited since this machine was made.</summary>
    internal long Steps { get; private set; }

    /// <summary>Positions found by the last successful search: start and end of each group, -1 for one that took no part.</summary>
    internal int[] Found => _found;

    /// <summary>Searches from a position on; so many slots are noted (2: only the whole match).</summary>
    internal bool Search(string text, int position, int slots)
    {
        if (_slots.Length != slots)
        {
            _slots = new int[slots];
            _found = new int[slots];
        }
        _current.Reset(slots);
        _next.Reset(slots);
        var matched = false;
        while (true)
        {
            if (_current.Count == 0)
            {
                if (matched || (position > 0 && program.OnlyAtBegin))
                    return matched;
                if (program.Prefix.Length > 0)
                {
                    position = text.IndexOf(program.Prefix, position, StringComparison.Ordinal);
                    if (position < 0)
                        return false;
                }
            }
            if (!matched)
            {
                for (var i = 0; i < slots; i++)
                    _slots[i] = -1;
                Follow(_current, program.Start, text, position);
            }
            var isEnd = position == text.Length;
            var after = position;
            var rune = isEnd ? -1 : Runes.Next(text, ref after);
            matched |= Step(rune, text, after);
            if (isEnd)
                return matched;
            (_current, _next) = (_next, _current);
            _next.Clear();
            position = after;
        }
    }

    /// <summary>Moves every thread over a rune; true if one of them stood at a match, which ends those less preferred.</summary>
    private bool Step(int rune, string text, int after)
    {
        for (var i = 0; i < _current.Count; i++)
        {
            Steps++;
            ref readonly var instruction = ref program.Code[_current[i]];
            if (instruction.Op == OpCode.Match)
            {
                _current.CopySlots(i, _found);
                return true;
            }
            if (rune >= 0 && instruction.Takes(rune))
            {
                _current.CopySlots(i, _slots);
                Follow(_next, instruction.Out, text, after);
            }
        }
        return false;
    }

    /// <summary>Adds to a list every place reached from here without a rune, in order of preference.</summary>
    private void Follow(ThreadList list, int place, string text, int position)
    {
        var held = program.Asked == Assertions.None ? Assertions.None : RegexProgram.At(text, position);
        _pending.Push(new Frame(place, -1, 0));
        while (_pending.Count > 0)
        {
            var frame = _pending.Pop();
            if (frame.Slot >= 0)
            {
                _slots[frame.Slot] = frame.Value;
                continue;
            }
            if (!list.Visit(frame.Place))
                continue;
            Steps++;
            ref readonly var instruction = ref program.Code[frame.Place];
            switch (instruction.Op)
            {
                case OpCode.Split:
                    _pending.Push(new Frame(instruction.Argument, -1, 0));
                    _pending.Push(new Frame(instruction.Out, -1, 0));
                    break;
                case OpCode.Save:
                    if (instruction.Argument < _slots.Length)
                    {
                        _pending.Push(new Frame(-1, instruction.Argument, _slots[instruction.Argument]));
                        _slots[instruction.Argument] = position;
                    }
                    _pending.Push(new Frame(instruction.Out, -1, 0));
                    break;
                case OpCode.Assert:
                    if ((held & (Assertions)instruction.Argument) != 0)
                        _pending.Push(new Frame(instruction.Out, -1, 0));
                    break;
                case OpCode.Rune or OpCode.Class or OpCode.Match:
                    list.Add(frame.Place, _slots);
                    break;
            }
        }
    }

    /// <summary>A place still to visit, or (with a slot) a value to put back once the ways from a save have been followed.</summary>
    private readonly record struct Frame(int Place, int Slot, int Value);

    /// <summary>Threads in order of preference, each with its own slots, and every place visited for them.</summary>
    private sealed class ThreadList(int capacity)
    {
        private readonly SparseSet _visited = new(capacity);
        private int[] _places = new int[16];
        private int[] _slots = [];
        private int _width;

        internal int Count { get; private set; }

        internal int this[int index] => _places[index];

        internal void Reset(int width)
        {
            _width = width;
            Clear();
        }

        internal void Clear()
        {
            Count = 0;
            _visited.Clear();
        }

        internal bool Visit(int place) => _visited.Add(place);

        internal void Add(int place, int[] slots)
        {
            if (Count == _places.Length)
                Array.Resize(ref _places, 2 * Count);
            if ((Count + 1) * _width > _slots.Length)
                Array.Resize(ref _slots, Math.Max(16, 2 * (Count + 1)) * _width);
            _places[Count] = place;
            Array.Copy(slots, 0, _slots, Count * _width, _width);
            Count++;
        }

        internal void CopySlots(int index, int[] into) => Array.Copy(_slots, index * _width, into, 0, _width);
    }
}
