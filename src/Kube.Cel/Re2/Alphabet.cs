namespace Kube.Cel.Re2;

/// <summary>Sorts runes into kinds that a program cannot tell apart, so that automaton states need one arrow a kind.</summary>
internal sealed class Alphabet
{
    private readonly ushort[] _ascii = new ushort[128];
    private readonly int[] _starts;
    private readonly ushort[] _kinds;

    private Alphabet(int[] starts, ushort[] kinds, int[] representatives)
    {
        _starts = starts;
        _kinds = kinds;
        Representatives = representatives;
        for (var c = 0; c < _ascii.Length; c++)
            _ascii[c] = _kinds[IndexOf(c)];
    }

    /// <summary>One rune of each kind.</summary>
    internal int[] Representatives { get; }

    /// <summary>Kind by ASCII character.</summary>
    internal ushort[] Ascii => _ascii;

    internal int KindOf(int rune) => rune < 128 ? _ascii[rune] : _kinds[IndexOf(rune)];

    /// <summary>The alphabet of a program, or null when that would cost more than it can save.</summary>
    internal static Alphabet? For(RegexProgram program, int effort)
    {
        var sets = DistinctSets(program);
        var boundaries = new List<int> { 0 };
        foreach (var set in sets)
        {
            for (var i = 0; i < set.Length; i += 2)
            {
                boundaries.Add(set[i]);
                if (set[i + 1] < RuneSet.MaxRune)
                    boundaries.Add(set[i + 1] + 1);
            }
        }
        boundaries.Sort();
        var starts = WithoutRepeats(boundaries);

        // Refine one kind for all into kinds that every set either holds wholly or not at all.
        var kinds = new int[starts.Length];
        var count = 1;
        long work = 0;
        var split = new Dictionary<int, int>();
        foreach (var set in sets)
        {
            split.Clear();
            for (var i = 0; i < set.Length; i += 2)
            {
                for (var s = Array.BinarySearch(starts, set[i]); s < starts.Length && starts[s] <= set[i + 1]; s++)
                {
                    if (++work > effort)
                        return null;
                    if (!split.TryGetValue(kinds[s], out var inside))
                        split.Add(kinds[s], inside = count++);
                    kinds[s] = inside;
                }
            }
        }
        return Number(starts, kinds);
    }

    private static int[] WithoutRepeats(List<int> sorted)
    {
        var count = 1;
        for (var i = 1; i < sorted.Count; i++)
        {
            if (sorted[i] != sorted[count - 1])
                sorted[count++] = sorted[i];
        }
        sorted.RemoveRange(count, sorted.Count - count);
        return sorted.ToArray();
    }

    private static Alphabet? Number(int[] starts, int[] kinds)
    {
        var numbers = new Dictionary<int, ushort>();
        var representatives = new List<int>();
        var numbered = new ushort[kinds.Length];
        for (var i = 0; i < kinds.Length; i++)
        {
            if (!numbers.TryGetValue(kinds[i], out var number))
            {
                if (representatives.Count > 2000)
                    return null;
                numbers.Add(kinds[i], number = (ushort)representatives.Count);
                representatives.Add(starts[i]);
            }
            numbered[i] = number;
        }
        return new(starts, numbered, representatives.ToArray());
    }

    private static List<int[]> DistinctSets(RegexProgram program)
    {
        var sets = new List<int[]>();
        var runes = new HashSet<int>();
        // The same array stands for the same class in every copy of a repetition, and for every use of a Unicode class.
        var classes = new HashSet<int[]>();
        foreach (var instruction in program.Code)
        {
            if (instruction.Op == OpCode.Rune && runes.Add(instruction.Argument))
                sets.Add([instruction.Argument, instruction.Argument]);
            else if (instruction.Op == OpCode.Class && classes.Add(instruction.Ranges!))
                sets.Add(instruction.Ranges!);
        }
        if ((program.Asked & (Assertions.BeginLine | Assertions.EndLine)) != 0)
            sets.Add(['\n', '\n']);
        if ((program.Asked & (Assertions.WordBoundary | Assertions.NoWordBoundary)) != 0)
            sets.Add(['0', '9', 'A', 'Z', '_', '_', 'a', 'z']);
        return sets;
    }

    private int IndexOf(int rune)
    {
        int low = 0, high = _starts.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >> 1;
            if (_starts[middle] <= rune)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }
}
