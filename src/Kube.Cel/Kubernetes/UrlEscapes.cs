using System.Text;

namespace Kube.Cel.Kubernetes;

/// <summary>Where in a URL a text stands; each place has its own reserved characters.</summary>
internal enum UrlPart
{
    Path,
    Host,
    Zone,
    User,
    Query,
    Fragment,
}

/// <summary>Percent-encoding by Go's rules, on bytes.</summary>
internal static class UrlEscapes
{
    private const string HexDigits = "0123456789ABCDEF";

    /// <summary>Decodes; returns why that cannot be.</summary>
    internal static string? Unescape(string text, UrlPart part, out string result)
    {
        result = text;
        var decoded = new StringBuilder(text.Length);
        var inHost = part is UrlPart.Host or UrlPart.Zone;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '%')
            {
                var high = i + 2 < text.Length ? Hex(text[i + 1]) : -1;
                var low = i + 2 < text.Length ? Hex(text[i + 2]) : -1;
                var escape = text.Substring(i, Math.Min(3, text.Length - i));
                if (high < 0 || low < 0)
                    return InvalidEscape(escape);
                var value = (char)(high << 4 | low);
                // A host may only encode what is not ASCII, the percent sign before a zone aside; a zone, what it could also write.
                if (part == UrlPart.Host && high < 8 && escape != "%25")
                    return InvalidEscape(escape);
                if (part == UrlPart.Zone && escape != "%25" && value != ' ' && MustEscape(value, UrlPart.Host))
                    return InvalidEscape(escape);
                decoded.Append(value);
                i += 2;
            }
            else if (c == '+' && part == UrlPart.Query)
                decoded.Append(' ');
            else if (inHost && c < 0x80 && MustEscape(c, part))
                return $"invalid character {GoText.Quote(c.ToString())} in host name";
            else
                decoded.Append(c);
        }
        result = decoded.ToString();
        return null;
    }

    internal static string Escape(string text, UrlPart part)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!MustEscape(c, part))
                result.Append(c);
            else
                result.Append('%').Append(HexDigits[c >> 4]).Append(HexDigits[c & 15]);
        }
        return result.ToString();
    }

    /// <summary>Whether an encoded text encodes all it has to, and can be kept as written.</summary>
    internal static bool IsValidEncoding(string text, UrlPart part) =>
        text.All(c => "!$&'()*+,;=:@[]%".IndexOf(c) >= 0 || !MustEscape(c, part));

    private static string InvalidEscape(string escape) => "invalid URL escape " + GoText.Quote(GoText.FromBytes(escape));

    private static bool MustEscape(char c, UrlPart part)
    {
        if (Re2.Runes.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~')
            return false;
        return part switch
        {
            UrlPart.Host or UrlPart.Zone => "!$&'()*+,;=:[]<>\"".IndexOf(c) < 0,
            UrlPart.Path => "$&+,/:;=@".IndexOf(c) < 0,
            UrlPart.User => "$&+,;=".IndexOf(c) < 0,
            UrlPart.Fragment => "$&+,/:;=?@!()*".IndexOf(c) < 0,
            _ => true,
        };
    }

    private static int Hex(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
