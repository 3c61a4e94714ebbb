namespace Kube.Cel.Re2;

/// <summary>Gathers runes (Unicode code points) into the sorted, disjoint, non-adjacent ranges that classes are made of.</summary>
/// <remarks>The result is an array of pairs: first and last rune of each range.</remarks>
internal sealed class RuneSet
{
    internal const int MaxRune = 0x10FFFF;

    private readonly List<int> _ranges = [];

    internal RuneSet Add(int lo, int hi)
    {
        var n = _ranges.Count;
        if (n > 0 && lo >= _ranges[n - 2] && lo <= _ranges[n - 1] + 1)
        {
            _ranges[n - 1] = Math.Max(_ranges[n - 1], hi);
            return this;
        }
        _ranges.Add(lo);
        _ranges.Add(hi);
        return this;
    }

    internal RuneSet Add(int[] ranges)
    {
        for (var i = 0; i < ranges.Length; i += 2)
            Add(ranges[i], ranges[i + 1]);
        return this;
    }

    /// <summary>Adds a range and every rune that differs from one of its runes only in case.</summary>
    internal RuneSet AddFolded(int lo, int hi)
    {
        Add(lo, hi);
        CaseFolding.AddEquivalents(this, lo, hi);
        return this;
    }

    internal int[] ToRanges()
    {
        var ranges = _ranges.ToArray();
        if (IsClean(ranges))
            return ranges;
        var lows = new int[ranges.Length / 2];
        var highs = new int[lows.Length];
        for (var i = 0; i < lows.Length; i++)
            (lows[i], highs[i]) = (ranges[2 * i], ranges[2 * i + 1]);
        Array.Sort(lows, highs);
        var clean = new List<int>(ranges.Length);
        for (var i = 0; i < lows.Length; i++)
        {
            var n = clean.Count;
            if (n > 0 && lows[i] <= clean[n - 1] + 1)
                clean[n - 1] = Math.Max(clean[n - 1], highs[i]);
            else
            {
                clean.Add(lows[i]);
                clean.Add(highs[i]);
            }
        }
        return clean.ToArray();
    }

    internal static int[] Negate(int[] ranges)
    {
        var result = new List<int>(ranges.Length + 2);
        var next = 0;
        for (var i = 0; i < ranges.Length; i += 2)
        {
            if (next < ranges[i])
            {
                result.Add(next);
                result.Add(ranges[i] - 1);
            }
            next = ranges[i + 1] + 1;
        }
        if (next <= MaxRune)
        {
            result.Add(next);
            result.Add(MaxRune);
        }
        return result.ToArray();
    }

    internal static int[] Fold(int[] ranges)
    {
        var set = new RuneSet();
        for (var i = 0; i < ranges.Length; i += 2)
            set.AddFolded(ranges[i], ranges[i + 1]);
        return set.ToRanges();
    }

    internal static bool Contains(int[] ranges, int rune)
    {
        if (ranges.Length <= 8)
        {
            for (var i = 0; i < ranges.Length; i += 2)
            {
                if (rune < ranges[i])
                    return false;
                if (rune <= ranges[i + 1])
                    return true;
            }
            return false;
        }
        int low = 0, high = ranges.Length / 2 - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            if (rune < ranges[2 * middle])
                high = middle - 1;
            else if (rune > ranges[2 * middle + 1])
                low = middle + 1;
            else
                return true;
        }
        return false;
    }

    private static bool IsClean(int[] ranges)
    {
        for (var i = 2; i < ranges.Length; i += 2)
        {
            if (ranges[i] <= ranges[i - 1] + 1)
                return false;
        }
        return true;
    }
}
