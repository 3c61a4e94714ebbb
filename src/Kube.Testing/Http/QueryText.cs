namespace Kube.Testing.Http;

/// <summary>Reads query strings.</summary>
internal static class QueryText
{
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(string query)
    {
        if (query.Length == 0)
        {
            return [];
        }

        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            parameters.Add(equals < 0 ? new(Decode(pair), "") : new(Decode(pair[..equals]), Decode(pair[(equals + 1)..])));
        }

        return parameters;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}

/// <summary>Writes <c>Warning</c> headers (RFC 7234, code 299).</summary>
internal static class WarningText
{
    public static string Header(string text)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"299 - \"{string.Concat(escaped.Select(c => c is < ' ' or > '~' ? ' ' : c))}\"";
    }
}
