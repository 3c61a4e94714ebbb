using System.Globalization;

namespace Kube.Schema.Json;

/// <summary>Keys that stand twice in one object: found, told by path, and settled as an API server settles them (the last value wins, in the first one's place).</summary>
internal static class JsonDuplicates
{
    /// <summary>The position of the first key that stood before, else -1; for big objects also the index made on the way.</summary>
    public static int Find(KeyValuePair<string, JsonValue>[] members, out JsonKeyIndex? index)
    {
        if (members.Length >= JsonObject.IndexedFrom)
        {
            index = JsonKeyIndex.Over(members, out var duplicate);
            return duplicate;
        }

        index = null;
        for (var i = 1; i < members.Length; i++)
        {
            for (var before = 0; before < i; before++)
            {
                if (string.Equals(members[before].Key, members[i].Key, StringComparison.Ordinal))
                {
                    return i;
                }
            }
        }

        return -1;
    }

    public static JsonObject LastWins(KeyValuePair<string, JsonValue>[] members, ICollection<string> duplicates)
    {
        var builder = new JsonObjectBuilder();
        foreach (var member in members)
        {
            if (builder[member.Key] is not null)
            {
                duplicates.Add(member.Key);
            }

            builder[member.Key] = member.Value;
        }

        return builder.Build();
    }

    /// <summary>Puts <paramref name="key"/> before what the value under it told.</summary>
    public static void Prefix(ICollection<string>? duplicates, int before, string key) => PrefixWith(duplicates, before, key);

    /// <summary>Puts <paramref name="position"/> before what the item there told.</summary>
    public static void Prefix(ICollection<string>? duplicates, int before, int position)
    {
        if (duplicates is not null && duplicates.Count > before)
        {
            PrefixWith(duplicates, before, "[" + position.ToString(CultureInfo.InvariantCulture) + "]");
        }
    }

    private static void PrefixWith(ICollection<string>? duplicates, int before, string step)
    {
        if (duplicates is null || duplicates.Count == before)
        {
            return;
        }

        var told = duplicates.ToArray();
        duplicates.Clear();
        for (var i = 0; i < told.Length; i++)
        {
            duplicates.Add(i < before ? told[i] : told[i].Length > 0 && told[i][0] == '[' ? step + told[i] : step + "." + told[i]);
        }
    }
}
