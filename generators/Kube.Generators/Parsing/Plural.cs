namespace Kube.Generators.Parsing;

/// <summary>The English plural of a lower-case noun.</summary>
internal static class Plural
{
    // What no rule below makes; the last word of a compound counts, so "childprocess" needs no entry.
    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["child"] = "children", ["person"] = "people", ["man"] = "men", ["woman"] = "women", ["foot"] = "feet", ["tooth"] = "teeth",
        ["goose"] = "geese", ["mouse"] = "mice", ["ox"] = "oxen", ["index"] = "indices", ["matrix"] = "matrices", ["vertex"] = "vertices",
        ["leaf"] = "leaves", ["life"] = "lives", ["knife"] = "knives", ["shelf"] = "shelves", ["half"] = "halves", ["self"] = "selves", ["wolf"] = "wolves",
        ["datum"] = "data", ["criterion"] = "criteria", ["quiz"] = "quizzes", ["hero"] = "heroes", ["potato"] = "potatoes", ["tomato"] = "tomatoes", ["echo"] = "echoes",
    };

    // The same in both numbers, as Kubernetes has it, too ("endpoints").
    private static readonly HashSet<string> Same = new(StringComparer.Ordinal)
    {
        "data", "metadata", "media", "endpoints", "news", "series", "species", "sheep", "fish", "deer", "software", "hardware", "information", "feedback", "metrics", "dns", "tls",
    };

    public static string Of(string noun)
    {
        foreach (var word in Same) if (noun.EndsWith(word, StringComparison.Ordinal)) return noun;
        foreach (var pair in Irregular)
        {
            if (noun == pair.Key || (pair.Key.Length > 3 && noun.EndsWith(pair.Key, StringComparison.Ordinal)))
            {
                return noun.Substring(0, noun.Length - pair.Key.Length) + pair.Value;
            }
        }
        if (EndsWith(noun, "sis") || EndsWith(noun, "xis")) return noun.Substring(0, noun.Length - 2) + "es";
        if (EndsWith(noun, "s") || EndsWith(noun, "x") || EndsWith(noun, "z") || EndsWith(noun, "ch") || EndsWith(noun, "sh")) return noun + "es";
        if (EndsWith(noun, "y") && noun.Length > 1 && "aeiou".IndexOf(noun[noun.Length - 2]) < 0) return noun.Substring(0, noun.Length - 1) + "ies";
        return noun + "s";
    }

    private static bool EndsWith(string noun, string end) => noun.EndsWith(end, StringComparison.Ordinal);
}
