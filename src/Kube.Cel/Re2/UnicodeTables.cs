namespace Kube.Cel.Re2;

/// <summary>Classes of runes by Unicode name, as <c>\p{...}</c> knows them: general categories, their long names, scripts.</summary>
internal static class UnicodeTables
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly Lazy<Dictionary<string, int[]>> Leaves = new(DecodeAll);
    private static readonly Lazy<Dictionary<string, string>> Aliases = new(DecodeAliases);

    /// <summary>Finds the ranges of a class by its name, whatever its capitals, spaces, hyphens and underscores.</summary>
    internal static bool TryFind(string name, out int[] ranges)
    {
        var canonical = Canonical(name);
        if (canonical == "Any")
            ranges = [0, RuneSet.MaxRune];
        else if (canonical == "Ascii")
            ranges = [0, 0x7F];
        else if (canonical == "Assigned")
            ranges = RuneSet.Negate(Leaves.Value["Cn"]);
        else if (Leaves.Value.TryGetValue(canonical, out var leaf))
            ranges = leaf;
        else if (Aliases.Value.TryGetValue(canonical, out var shortName) || IsGroup(shortName = canonical))
            ranges = Category(shortName);
        else
        {
            ranges = [];
            return false;
        }
        return true;
    }

    /// <summary>Reads one number of the run-length code that <see cref="UnicodeData"/> is written in.</summary>
    internal static int ReadNumber(string data, ref int position)
    {
        int value = 0, shift = 0;
        while (true)
        {
            var digit = Value(data[position++]);
            value |= (digit & 31) << shift;
            if (digit < 32)
                return value;
            shift += 5;
        }
    }

    private static int Value(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '-' => 62,
        '_' => 63,
        _ => throw new ArgumentOutOfRangeException(nameof(c), c, "not one of " + Digits),
    };

    private static bool IsGroup(string name) => name is "C" or "L" or "M" or "N" or "P" or "S" or "Z" or "Lc";

    private static int[] Category(string name)
    {
        if (Leaves.Value.TryGetValue(name, out var leaf))
            return leaf;
        var cased = name is "LC" or "Lc";
        var set = new RuneSet();
        foreach (var part in UnicodeData.Categories.Split(' '))
        {
            if (cased ? part is "Lu" or "Ll" or "Lt" : part[0] == name[0])
                set.Add(Leaves.Value[part]);
        }
        return set.ToRanges();
    }

    private static Dictionary<string, int[]> DecodeAll()
    {
        var all = new Dictionary<string, int[]>(StringComparer.Ordinal);
        Decode(UnicodeData.Categories.Split(' '), UnicodeData.CategoryRuns, first: 0, all);
        Decode(UnicodeData.Scripts.Split(' '), UnicodeData.ScriptRuns, first: 1, all);
        return all;
    }

    private static void Decode(string[] names, string runs, int first, Dictionary<string, int[]> into)
    {
        var sets = new RuneSet[names.Length];
        for (var i = 0; i < sets.Length; i++)
            sets[i] = new RuneSet();
        int rune = 0, position = 0;
        while (position < runs.Length)
        {
            var length = ReadNumber(runs, ref position) + 1;
            sets[ReadNumber(runs, ref position)].Add(rune, rune + length - 1);
            rune += length;
        }
        for (var i = first; i < names.Length; i++)
            into.Add(Canonical(names[i]), sets[i].ToRanges());
    }

    private static Dictionary<string, string> DecodeAliases()
    {
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in UnicodeData.CategoryAliases.Split(' '))
        {
            var split = pair.IndexOf('=');
            aliases.Add(pair.Substring(0, split), pair.Substring(split + 1));
        }
        return aliases;
    }

    private static string Canonical(string name)
    {
        var result = new System.Text.StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (c is '_' or '-' or ' ')
                continue;
            var upper = c is >= 'A' and <= 'Z';
            var lower = c is >= 'a' and <= 'z';
            if (result.Length == 0)
                result.Append(lower ? (char)(c - 32) : c);
            else
                result.Append(upper ? (char)(c + 32) : c);
        }
        return result.ToString();
    }
}
