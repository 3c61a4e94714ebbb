namespace Kube.Cel.Kubernetes;

/// <summary>Takes URLs apart as Go 1.26's <c>net/url</c> does, with its error texts.</summary>
internal static class UrlParser
{
    /// <summary>Reads a URL given as bytes; returns why it is none.</summary>
    /// <param name="text">The URL without a fragment.</param>
    /// <param name="viaRequest">Only absolute URLs and absolute paths.</param>
    /// <param name="parts">The URL; null with an error.</param>
    internal static string? TryParse(string text, bool viaRequest, out UrlParts? parts)
    {
        parts = null;
        if (text.Any(c => c is < ' ' or '\x7F'))
            return "net/url: invalid control character in URL";
        if (text.Length == 0 && viaRequest)
            return "empty url";
        var url = new UrlParts();
        var error = text == "*" ? url.SetPath("*") : Read(url, text, viaRequest);
        if (error is null)
            parts = url;
        return error;
    }

    /// <summary>Nothing, or a colon and any number of digits.</summary>
    internal static bool IsOptionalPort(string text) =>
        text.Length == 0 || (text[0] == ':' && text.Skip(1).All(c => c is >= '0' and <= '9'));

    private static string? Read(UrlParts url, string text, bool viaRequest)
    {
        if (ReadScheme(text, out var scheme, out var rest) is { } badScheme)
            return badScheme;
        url.Scheme = scheme.ToLowerInvariant();

        var question = rest.IndexOf('?');
        if (question >= 0)
        {
            url.ForceQuery = question == rest.Length - 1;
            url.RawQuery = rest.Substring(question + 1);
            rest = rest.Substring(0, question);
        }
        if (!rest.StartsWith("/", StringComparison.Ordinal))
        {
            if (url.Scheme.Length > 0)
            {
                url.Opaque = rest;
                return null;
            }
            if (viaRequest)
                return "invalid URI for request";
            if (rest.Split('/')[0].IndexOf(':') >= 0)
                return "first path segment in URL cannot contain colon";
        }
        var doubleSlash = rest.StartsWith("//", StringComparison.Ordinal);
        if (doubleSlash && (url.Scheme.Length > 0 || (!viaRequest && !rest.StartsWith("///", StringComparison.Ordinal))))
        {
            var slash = rest.IndexOf('/', 2);
            var authority = slash < 0 ? rest.Substring(2) : rest.Substring(2, slash - 2);
            rest = slash < 0 ? "" : rest.Substring(slash);
            if (ReadAuthority(url, authority) is { } badAuthority)
                return badAuthority;
        }
        else if (url.Scheme.Length > 0 && rest.StartsWith("/", StringComparison.Ordinal))
            url.OmitHost = true;
        return url.SetPath(rest);
    }

    private static string? ReadScheme(string text, out string scheme, out string rest)
    {
        (scheme, rest) = ("", text);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') || (i > 0 && c is (>= '0' and <= '9') or '+' or '-' or '.'))
                continue;
            if (c != ':')
                return null;
            if (i == 0)
                return "missing protocol scheme";
            (scheme, rest) = (text.Substring(0, i), text.Substring(i + 1));
            return null;
        }
        return null;
    }

    private static string? ReadAuthority(UrlParts url, string authority)
    {
        var at = authority.LastIndexOf('@');
        if (ReadHost(url.Scheme, authority.Substring(at + 1), out var host) is { } badHost)
            return badHost;
        url.Host = host;
        if (at < 0)
            return null;
        var userInfo = authority.Substring(0, at);
        if (!userInfo.All(c => Re2.Runes.IsAsciiLetterOrDigit(c) || "-._:~!$&'()*+,;=%@".IndexOf(c) >= 0))
            return "net/url: invalid userinfo";
        var colon = userInfo.IndexOf(':');
        if (UrlEscapes.Unescape(colon < 0 ? userInfo : userInfo.Substring(0, colon), UrlPart.User, out var name) is { } badName)
            return badName;
        url.User = UrlEscapes.Escape(name, UrlPart.User);
        if (colon < 0)
            return null;
        if (UrlEscapes.Unescape(userInfo.Substring(colon + 1), UrlPart.User, out var password) is { } badPassword)
            return badPassword;
        url.User += ":" + UrlEscapes.Escape(password, UrlPart.User);
        return null;
    }

    private static string? ReadHost(string scheme, string text, out string host)
    {
        host = "";
        var bracket = text.LastIndexOf('[');
        if (bracket > 0)
            return "invalid IP-literal";
        if (bracket == 0)
            return ReadLiteral(text, out host);
        var colon = text.IndexOf(':');
        // Databases list several hosts with ports; only in http a second colon is an error.
        if (colon >= 0 && scheme is not ("http" or "https"))
            colon = text.LastIndexOf(':');
        if (colon >= 0 && !IsOptionalPort(text.Substring(colon)))
            return $"invalid port {GoText.Quote(GoText.FromBytes(text.Substring(colon)))} after host";
        return UrlEscapes.Unescape(text, UrlPart.Host, out host);
    }

    private static string? ReadLiteral(string text, out string host)
    {
        host = "";
        var close = text.LastIndexOf(']');
        if (close < 0)
            return "missing ']' in host";
        var port = text.Substring(close + 1);
        if (!IsOptionalPort(port))
            return $"invalid port {GoText.Quote(GoText.FromBytes(port))} after host";
        var name = text.Substring(1, close - 1);
        var zoneAt = name.IndexOf("%25", StringComparison.Ordinal);
        if (UrlEscapes.Unescape(zoneAt < 0 ? name : name.Substring(0, zoneAt), UrlPart.Host, out var address) is { } badAddress)
            return badAddress;
        if (zoneAt >= 0)
        {
            if (UrlEscapes.Unescape(name.Substring(zoneAt), UrlPart.Zone, out var zone) is { } badZone)
                return badZone;
            address += zone;
        }
        if (!IpAddressParser.TryParse(GoText.FromBytes(address), out var parsed, out _, out var error))
            return "invalid host: " + error;
        if (parsed.IsV4)
            return "invalid IP-literal";
        host = $"[{address}]{port}";
        return null;
    }
}
