namespace Kube.Schema.Crds;

/// <summary>The default plural of a kind, in lower case: <c>NetworkPolicy</c> → <c>networkpolicies</c>.</summary>
/// <remarks>
/// English by rule, with the exceptions that kinds are named after. The last word of the kind decides (<c>HTTPProxy</c>: <c>proxy</c>).
/// <list type="bullet">
/// <item>A word that is plural already stays: <c>Endpoints</c>, <c>Settings</c>, <c>Metrics</c>, <c>Rules</c>; so do <c>Data</c>, <c>Series</c> and the like.</item>
/// <item>An acronym in S gets <c>es</c>: <c>DNS</c> → <c>dnses</c>.</item>
/// <item>Latin and old English: <c>Index</c> → <c>indices</c>, <c>Matrix</c> → <c>matrices</c>, <c>Analysis</c> → <c>analyses</c>, <c>Leaf</c> → <c>leaves</c>.</item>
/// <item>Otherwise: <c>Class</c> → <c>classes</c>, <c>Box</c> → <c>boxes</c>, <c>Status</c> → <c>statuses</c>, <c>Policy</c> → <c>policies</c>, <c>Gateway</c> → <c>gateways</c>, <c>Repo</c> → <c>repos</c>.</item>
/// </list>
/// A plural that reads badly is a matter of the CRD's author: every default can be overridden.
/// </remarks>
public static class Pluralizer
{
    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["child"] = "children",
        ["person"] = "people",
        ["man"] = "men",
        ["woman"] = "women",
        ["foot"] = "feet",
        ["tooth"] = "teeth",
        ["goose"] = "geese",
        ["mouse"] = "mice",
        ["index"] = "indices",
        ["vertex"] = "vertices",
        ["vortex"] = "vortices",
        ["matrix"] = "matrices",
        ["appendix"] = "appendices",
        ["datum"] = "data",
        ["medium"] = "media",
        ["criterion"] = "criteria",
        ["phenomenon"] = "phenomena",
        ["axis"] = "axes",
        ["quiz"] = "quizzes",
        ["epoch"] = "epochs",
        ["monarch"] = "monarchs",
        ["lens"] = "lenses",
        ["hero"] = "heroes",
        ["echo"] = "echoes",
        ["veto"] = "vetoes",
        ["leaf"] = "leaves",
        ["half"] = "halves",
        ["shelf"] = "shelves",
        ["self"] = "selves",
        ["wolf"] = "wolves",
        ["loaf"] = "loaves",
        ["thief"] = "thieves",
        ["knife"] = "knives",
        ["life"] = "lives",
    };

    private static readonly HashSet<string> Unchanged = new(StringComparer.Ordinal)
    {
        "data", "metadata", "media", "information", "equipment", "software", "hardware", "middleware", "feedback", "news", "series", "species", "sheep", "fish",
    };

    /// <summary>The plural of <paramref name="kind"/>, in lower case; empty for an empty kind.</summary>
    public static string Pluralize(string kind)
    {
        var start = LastWord(kind);
        var head = kind.Substring(0, start).ToLowerInvariant();
        var word = kind.Substring(start).ToLowerInvariant();
        if (Irregular.TryGetValue(word, out var plural))
        {
            return head + plural;
        }

        return head + (word.Length == 0 || Unchanged.Contains(word) ? word : Regular(word, isAcronym: word.Length > 1 && kind.Skip(start).All(char.IsUpper)));
    }

    private static string Regular(string word, bool isAcronym)
    {
        bool Ends(params string[] endings) => endings.Any(ending => word.EndsWith(ending, StringComparison.Ordinal));

        if (isAcronym)
        {
            return word + (Ends("s") ? "es" : "s");
        }

        if (Ends("sis"))
        {
            return word.Substring(0, word.Length - 2) + "es";
        }

        if (Ends("ss", "us", "is", "as", "os", "x", "z", "ch", "sh"))
        {
            return word + "es";
        }

        // What is left of the words in s is plural already: endpoints, rules.
        if (Ends("s"))
        {
            return word;
        }

        return Ends("y") && word.Length > 1 && "aeiou".IndexOf(word[word.Length - 2]) < 0 ? word.Substring(0, word.Length - 1) + "ies" : word + "s";
    }

    /// <summary>Where the last word of a kind in Pascal case starts; a run of capitals at the end is one word.</summary>
    private static int LastWord(string kind)
    {
        for (var i = kind.Length - 1; i > 0; i--)
        {
            if (!char.IsUpper(kind[i]))
            {
                continue;
            }

            if (i + 1 < kind.Length && char.IsLower(kind[i + 1]))
            {
                return i;
            }

            while (i > 0 && char.IsUpper(kind[i - 1]))
            {
                i--;
            }

            return i;
        }

        return 0;
    }
}
