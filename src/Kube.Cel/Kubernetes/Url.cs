using System.Diagnostics.CodeAnalysis;

namespace Kube.Cel.Kubernetes;

/// <summary>A URL as CEL's <c>url()</c> has it: what Go's <c>url.ParseRequestURI</c> accepts, taken apart as <c>url.Parse</c> does.</summary>
public sealed class Url : IEquatable<Url>
{
    private readonly UrlParts _parts;
    private readonly string _text;

    private Url(UrlParts parts) => (_parts, _text) = (parts, GoText.FromBytes(parts.ToText()));

    /// <summary>In lower case; empty for a path alone.</summary>
    public string Scheme => _parts.Scheme;

    /// <summary>Host and port, the brackets of IPv6 included; empty without one.</summary>
    public string Host => GoText.FromBytes(_parts.Host);

    /// <summary>The host without brackets and port.</summary>
    public string Hostname => GoText.FromBytes(_parts.SplitHost().Name);

    /// <summary>The digits of the port; empty without one.</summary>
    public string Port => _parts.SplitHost().Port;

    /// <summary>The path, percent-encoded.</summary>
    public string EscapedPath => GoText.FromBytes(_parts.EscapedPath());

    /// <summary>Whether a text is a URL for CEL: <c>isURL()</c> and the format <c>uri</c>.</summary>
    /// <param name="text">An absolute URL, or a path that begins with a slash.</param>
    /// <param name="error">Go's text about one that is none.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsValid(string text, [NotNullWhen(false)] out string? error)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        error = UrlParser.TryParse(GoText.ToBytes(text), viaRequest: true, out _) is { } reason ? Describe(text, reason) : null;
        return error is null;
    }

    /// <summary>Reads a URL.</summary>
    /// <param name="text">See <see cref="IsValid"/>.</param>
    /// <param name="url">The URL.</param>
    /// <param name="error">What an API server says of a text that is none.</param>
    /// <returns>Whether the text is a URL.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out Url? url, [NotNullWhen(false)] out string? error)
    {
        url = null;
        if (IsValid(text, out error))
        {
            // Once accepted, it is read again with the fragment set apart, which the first reading does not know.
            var bytes = GoText.ToBytes(text);
            var hash = bytes.IndexOf('#');
            var main = hash < 0 ? bytes : bytes.Substring(0, hash);
            var reason = UrlParser.TryParse(main, viaRequest: false, out var parts);
            if (reason is not null)
                error = Describe(GoText.FromBytes(main), reason);
            else if (hash >= 0 && parts!.SetFragment(bytes.Substring(hash + 1)) is { } badFragment)
                error = Describe(text, badFragment);
            else
                url = new(parts!);
        }
        if (error is not null)
            error = "URL parse error during conversion from string: " + error;
        return url is not null;
    }

    /// <summary>Reads a URL.</summary>
    /// <param name="text">See <see cref="IsValid"/>.</param>
    /// <returns>The URL.</returns>
    /// <exception cref="FormatException">The text is no URL.</exception>
    public static Url Parse(string text) => TryParse(text, out var url, out var error) ? url : throw new FormatException(error);

    /// <summary>The query's values by key, in order; pairs that cannot be decoded are left out.</summary>
    /// <returns>The values.</returns>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Query()
    {
        var query = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var settings = _parts.RawQuery.Split('&');
        // Go's guard against hostile queries; over it, there are no values at all.
        if (settings.Length > 10_000)
            return query;
        foreach (var setting in settings)
        {
            if (setting.Length == 0 || setting.IndexOf(';') >= 0)
                continue;
            var equals = setting.IndexOf('=');
            var key = equals < 0 ? setting : setting.Substring(0, equals);
            var value = equals < 0 ? "" : setting.Substring(equals + 1);
            if (UrlEscapes.Unescape(key, UrlPart.Query, out key) is not null || UrlEscapes.Unescape(value, UrlPart.Query, out value) is not null)
                continue;
            key = GoText.FromBytes(key);
            if (!query.TryGetValue(key, out var values))
                query.Add(key, values = new List<string>());
            ((List<string>)values).Add(GoText.FromBytes(value));
        }
        return query;
    }

    /// <summary>Whether two URLs are written the same once put together again.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether they are.</returns>
    public bool Equals(Url? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Url);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    /// <summary>The URL put together again.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _text;

    private static string Describe(string text, string reason) => $"parse {GoText.Quote(text)}: {reason}";
}
