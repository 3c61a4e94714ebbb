namespace Kube.Cel.Re2;

/// <summary>Finds the leftmost match and its groups by trying one way after the other, never the same place at the same position twice.</summary>
/// <remarks>
/// For small programs and texts, where remembering what was tried fits in <see cref="MaxVisited"/> bits; there it is faster than
/// <see cref="PikeVm"/> and just as linear. Holds the working memory of one search; not thread-safe.
/// </remarks>
internal sealed class Backtracker(RegexProgram program)
{
    internal const int MaxVisited = 256 * 1024;

    private readonly Stack<Job> _pending = new();
    private int[] _visited = [];
    private int[] _slots = [];
    private int _from;
    private int _width;

    /// <summary>Positions found by the last successful search: start and end of each group, -1 for one that took no part.</summary>
    internal int[] Found => _slots;

    /// <summary>Places visited since this machine was made.</summary>
    internal long Steps { get; private set; }

    internal static bool CanSearch(RegexProgram program, string text, int position) =>
        (long)program.Code.Length * (text.Length - position + 1) <= MaxVisited;

    /// <summary>Searches from a position on; so many slots are noted (2: only the whole match).</summary>
    internal bool Search(string text, int position, int slots)
    {
        if (_slots.Length != slots)
            _slots = new int[slots];
        (_from, _width) = (position, text.Length - position + 1);
        var size = (program.Code.Length * _width + 31) / 32;
        if (_visited.Length < size)
            _visited = new int[size];
        else
            Array.Clear(_visited, 0, size);
        while (true)
        {
            if (program.Prefix.Length > 0)
            {
                position = text.IndexOf(program.Prefix, position, StringComparison.Ordinal);
                if (position < 0)
                    return false;
            }
            for (var i = 0; i < slots; i++)
                _slots[i] = -1;
            if (TryAt(text, position))
                return true;
            if (position == text.Length || program.OnlyAtBegin)
                return false;
            Runes.Next(text, ref position);
        }
    }

    private bool TryAt(string text, int start)
    {
        _pending.Clear();
        _pending.Push(new Job(program.Start, start));
        while (_pending.Count > 0)
        {
            var job = _pending.Pop();
            if (job.Place < 0)
                _slots[~job.Place] = job.Position;
            else if (Follow(job.Place, job.Position, text))
                return true;
        }
        return false;
    }

    /// <summary>Goes the preferred way until it ends or matches, and notes the others.</summary>
    private bool Follow(int place, int position, string text)
    {
        var code = program.Code;
        while (Visit(place, position))
        {
            Steps++;
            ref readonly var instruction = ref code[place];
            switch (instruction.Op)
            {
                case OpCode.Match:
                    return true;
                case OpCode.Fail:
                    return false;
                case OpCode.Split:
                    _pending.Push(new Job(instruction.Argument, position));
                    break;
                case OpCode.Save when instruction.Argument < _slots.Length:
                    _pending.Push(new Job(~instruction.Argument, _slots[instruction.Argument]));
                    _slots[instruction.Argument] = position;
                    break;
                case OpCode.Assert:
                    if (((Assertions)instruction.Argument & RegexProgram.At(text, position)) == 0)
                        return false;
                    break;
                case OpCode.Rune or OpCode.Class:
                    if (position == text.Length || !instruction.Takes(Runes.Next(text, ref position)))
                        return false;
                    break;
            }
            place = instruction.Out;
        }
        return false;
    }

    private bool Visit(int place, int position)
    {
        var index = place * _width + position - _from;
        var bit = 1 << (index & 31);
        if ((_visited[index >> 5] & bit) != 0)
            return false;
        _visited[index >> 5] |= bit;
        return true;
    }

    /// <summary>A way still to go or, with the complement of a slot as place, a value to put back first.</summary>
    private readonly record struct Job(int Place, int Position);
}
