namespace Kube.Cel.Library;

/// <summary>Finds one text in another in time linear in both; <c>string.IndexOf</c> takes their product where they repeat themselves.</summary>
internal readonly struct TextSearch
{
    // So many steps are nothing, and then the platform's own search is the faster one.
    private const long Harmless = 1 << 20;

    private readonly string _text;
    private readonly string _part;
    // For each length of a partial match: that of the longest shorter one that it ends with (Knuth, Morris, Pratt).
    private readonly int[]? _shorter;

    public TextSearch(string text, string part)
    {
        (_text, _part) = (text, part);
        _shorter = (long)text.Length * part.Length > Harmless && part.Length <= text.Length ? ShorterMatches(part) : null;
    }

    /// <summary>Where the part, which is not empty, is found first from a position on; -1 for nowhere.</summary>
    public int First(int from)
    {
        if (_shorter is null)
        {
            return _text.IndexOf(_part, from, StringComparison.Ordinal);
        }

        var matched = 0;
        for (var at = from; at < _text.Length; at++)
        {
            matched = Extend(matched, at);
            if (matched == _part.Length)
            {
                return at + 1 - matched;
            }
        }

        return -1;
    }

    /// <summary>Where the part, which is not empty, is found last up to a position; -1 for nowhere.</summary>
    public int Last(int upTo)
    {
        var end = Math.Min((long)upTo + _part.Length, _text.Length);
        if (_shorter is null)
        {
            for (var at = (int)end - _part.Length; at >= 0; at--)
            {
                if (string.CompareOrdinal(_text, at, _part, 0, _part.Length) == 0)
                {
                    return at;
                }
            }

            return -1;
        }

        var (matched, found) = (0, -1);
        for (var at = 0; at < end; at++)
        {
            matched = Extend(matched, at);
            if (matched == _part.Length)
            {
                found = at + 1 - matched;
                matched = _shorter[matched];
            }
        }

        return found;
    }

    private int Extend(int matched, int at)
    {
        while (matched > 0 && _part[matched] != _text[at])
        {
            matched = _shorter![matched];
        }

        return _part[matched] == _text[at] ? matched + 1 : 0;
    }

    private static int[] ShorterMatches(string part)
    {
        var shorter = new int[part.Length + 1];
        var matched = 0;
        for (var at = 1; at < part.Length; at++)
        {
            while (matched > 0 && part[matched] != part[at])
            {
                matched = shorter[matched];
            }

            shorter[at + 1] = matched = part[matched] == part[at] ? matched + 1 : 0;
        }

        return shorter;
    }
}
