namespace Kube.Cel.Re2;

/// <summary>Runes that are the same but for case (Unicode simple case folding): k, K and the Kelvin sign.</summary>
internal static class CaseFolding
{
    private static readonly Lazy<Orbits> Table = new(Decode);

    /// <summary>All runes equal to a rune but for case, itself included, ascending.</summary>
    internal static int[] Equivalents(int rune) =>
        Table.Value.ByRune.TryGetValue(rune, out var orbit) ? orbit : [rune];

    /// <summary>Adds to a set what equals a rune of the range but for case.</summary>
    internal static void AddEquivalents(RuneSet set, int lo, int hi)
    {
        var runes = Table.Value.Runes;
        var index = Array.BinarySearch(runes, lo);
        for (var i = index < 0 ? ~index : index; i < runes.Length && runes[i] <= hi; i++)
        {
            foreach (var equivalent in Table.Value.ByRune[runes[i]])
                set.Add(equivalent, equivalent);
        }
    }

    private static Orbits Decode()
    {
        var members = new Dictionary<int, SortedSet<int>>();
        int position = 0, first = 0;
        var data = UnicodeData.FoldRuns;
        while (position < data.Length)
        {
            first += UnicodeTables.ReadNumber(data, ref position);
            var count = UnicodeTables.ReadNumber(data, ref position) + 1;
            var stride = UnicodeTables.ReadNumber(data, ref position);
            var zigzag = UnicodeTables.ReadNumber(data, ref position);
            var distance = (zigzag >> 1) ^ -(zigzag & 1);
            for (var i = 0; i < count; i++)
            {
                var rune = first + i * stride;
                var folded = rune + distance;
                if (!members.TryGetValue(folded, out var orbit))
                    members.Add(folded, orbit = [folded]);
                orbit.Add(rune);
            }
        }
        var byRune = new Dictionary<int, int[]>();
        foreach (var orbit in members.Values)
        {
            var runes = orbit.ToArray();
            foreach (var rune in runes)
                byRune.Add(rune, runes);
        }
        var all = byRune.Keys.ToArray();
        Array.Sort(all);
        return new Orbits(all, byRune);
    }

    private sealed class Orbits(int[] runes, Dictionary<int, int[]> byRune)
    {
        internal int[] Runes { get; } = runes;

        internal Dictionary<int, int[]> ByRune { get; } = byRune;
    }
}
