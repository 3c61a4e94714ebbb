namespace Kube.YamlFormat;

/// <summary>Decides which strings may stand in YAML without quotes.</summary>
/// <remarks>
/// Kubernetes' tools read YAML 1.1 (<c>yes</c>, <c>0o17</c> and <c>1_000</c> are no strings there), others 1.2. A string is left plain
/// only where every reader takes it for that same string; quoting too much is harmless, too little changes the value.
/// </remarks>
internal static class PlainScalar
{
    private static readonly HashSet<string> Keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", ".inf", ".nan", "inf", "nan", "infinity",
    };

    /// <summary>Whether <paramref name="text"/> reads back as itself when written without quotes, as a key or as a value of a block collection.</summary>
    public static bool IsSafe(string text)
    {
        if (text.Length == 0 || Keywords.Contains(text) || !CanStart(text))
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is < ' ' or > '~')
                return false;
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            // ": " and a final colon make a key, " #" a comment; outside flow collections nothing else ends a plain scalar.
            if (c == ':' && next is ' ' or '\0')
                return false;
            // (" *" is harmless by the book, but YamlDotNet takes a key with it for an alias.)
            if (c == ' ' && next is '#' or '*' or '\0')
                return false;
        }
        return true;
    }

    // A leading digit, sign or dot before a digit may be a number or a date; most punctuation is an indicator.
    private static bool CanStart(string text) => text[0] switch
    {
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' or '/' or '_' or '^' or '(' or '$' => true,
        '.' => text.Length > 1 && text[1] is >= 'a' and <= 'z' or >= 'A' and <= 'Z',
        _ => false,
    };
}
