using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Kube.Cel.Re2;

namespace Kube.Schema.Structural;

/// <summary>Addresses and names of the network as Go's libraries parse them.</summary>
internal static class NetworkFormats
{
    // Letters and symbols of any script; the last label of a dotted name has letters only.
    private const string Sign = "a-zA-Z0-9\\p{S}\\p{L}";
    private static readonly Re2Regex Hostname = Re2Regex.Parse(
        $"^(([{Sign}](-?[{Sign}]{{0,62}})?)|(([{Sign}]([{Sign}-]{{0,61}}[{Sign}])?\\.)+[a-zA-Z\\p{{L}}]{{2,63}}))$");

    private static readonly Re2Regex MailAtom = Re2Regex.Parse("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\x{80}-\\x{10FFFF}-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\x{80}-\\x{10FFFF}-]+)*$");
    private static readonly Re2Regex MailQuoted = Re2Regex.Parse("^\"([^\"\\\\\\x00-\\x1f\\x7f]|\\\\[ -~])*\"$");

    public static bool IsHostname(string text) =>
        Encoding.UTF8.GetByteCount(text) <= 255 && Hostname.IsMatch(text) && text.Split('.').All(label => Encoding.UTF8.GetByteCount(label) <= 63);

    public static bool IsIPv4(string text, bool leadingZeros)
    {
        // Go also takes an IPv6 address that ends in dotted decimals for one with a dot.
        if (text.Contains(":"))
        {
            return text.Contains(".") && IsIPv6(text);
        }

        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(part =>
            part.Length > 0 && part.All(unit => unit is >= '0' and <= '9')
            && (leadingZeros || part.Length == 1 || part[0] != '0')
            && part.TrimStart('0').Length <= 3 && int.Parse("0" + part.TrimStart('0'), CultureInfo.InvariantCulture) <= 255);
    }

    public static bool IsIPv6(string text) =>
        text.Contains(":") && !text.Contains("%") && !text.Contains("[") && !text.Contains("/")
        && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    public static bool IsCidr(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2
            && parts[1].Length is > 0 and < 4 && parts[1].All(unit => unit is >= '0' and <= '9')
            && ((IsIPv6(parts[0]) && int.Parse(parts[1], CultureInfo.InvariantCulture) <= 128)
                || (!parts[0].Contains(":") && IsIPv4(parts[0], leadingZeros: true) && int.Parse(parts[1], CultureInfo.InvariantCulture) <= 32));
    }

    public static bool IsMac(string text)
    {
        if (text.Length < 14)
        {
            return false;
        }

        if (text[2] is ':' or '-')
        {
            return IsHexGroups(text.Split(text[2]), 2, [6, 8, 20]);
        }

        return text[4] == '.' && IsHexGroups(text.Split('.'), 4, [3, 4, 10]);
    }

    /// <summary>A URL with a scheme, or an absolute path.</summary>
    public static bool IsRequestUri(string text)
    {
        if (text.Length == 0 || text.Any(unit => unit < ' ' || unit == 0x7f))
        {
            return false;
        }

        var colon = SchemeLength(text);
        if (colon < 0)
        {
            return false;
        }

        var rest = colon == 0 ? text : text.Substring(colon + 1);
        var query = rest.IndexOf('?');
        var address = query < 0 ? rest : rest.Substring(0, query);
        if (!address.StartsWith("/", StringComparison.Ordinal))
        {
            // mailto:x and the like: anything after the scheme.
            return colon > 0;
        }

        if (!address.StartsWith("//", StringComparison.Ordinal) || (colon == 0 && address.StartsWith("///", StringComparison.Ordinal)))
        {
            return HasGoodEscapes(address);
        }

        var slash = address.IndexOf('/', 2);
        var authority = slash < 0 ? address.Substring(2) : address.Substring(2, slash - 2);
        return (slash < 0 || HasGoodEscapes(address.Substring(slash))) && IsAuthority(authority);
    }

    public static bool IsEmail(string text)
    {
        var address = text.Trim(' ', '\t');
        if (address.EndsWith(">", StringComparison.Ordinal))
        {
            var open = address.LastIndexOf('<');
            if (open < 0)
            {
                return false;
            }

            var name = address.Substring(0, open).Trim(' ', '\t');
            if (name.Length > 0 && !MailQuoted.IsMatch(name) && !name.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).All(word => MailAtom.IsMatch(word) || MailQuoted.IsMatch(word)))
            {
                return false;
            }

            address = address.Substring(open + 1, address.Length - open - 2);
        }

        var at = address.LastIndexOf('@');
        if (at <= 0)
        {
            return false;
        }

        var domain = address.Substring(at + 1);
        var local = address.Substring(0, at);
        return (MailAtom.IsMatch(local) || MailQuoted.IsMatch(local))
            && (MailAtom.IsMatch(domain) || (domain.StartsWith("[", StringComparison.Ordinal) && domain.EndsWith("]", StringComparison.Ordinal) && IPAddress.TryParse(domain.Substring(1, domain.Length - 2), out _)));
    }

    // The length of the scheme; 0 where there is none, -1 where the text starts with a colon.
    private static int SchemeLength(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (unit == ':')
            {
                return i == 0 ? -1 : i;
            }

            var letter = unit is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
            if (!letter && (i == 0 || unit is not ((>= '0' and <= '9') or '+' or '-' or '.')))
            {
                return 0;
            }
        }

        return 0;
    }

    private static bool IsAuthority(string authority)
    {
        var at = authority.LastIndexOf('@');
        if (at >= 0 && !authority.Substring(0, at).All(unit => unit < 0x80 && (char.IsLetterOrDigit(unit) || "-._:~!$&'()*+,;=%@".IndexOf(unit) >= 0)))
        {
            return false;
        }

        var host = authority.Substring(at + 1);
        if (host.StartsWith("[", StringComparison.Ordinal))
        {
            var end = host.LastIndexOf(']');
            return end > 0 && IsPort(host.Substring(end + 1));
        }

        var colon = host.LastIndexOf(':');
        return (colon < 0 || IsPort(host.Substring(colon)))
            && HasGoodEscapes(host)
            && host.All(unit => unit >= 0x80 || char.IsLetterOrDigit(unit) || "-_.~!$&'()*+,;=:[]<>\"%".IndexOf(unit) >= 0);
    }

    private static bool IsPort(string text) => text.Length == 0 || (text[0] == ':' && text.Skip(1).All(unit => unit is >= '0' and <= '9'));

    private static bool HasGoodEscapes(string text)
    {
        for (var at = text.IndexOf('%'); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 >= text.Length || !IsHex(text[at + 1]) || !IsHex(text[at + 2]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHexGroups(string[] groups, int length, int[] counts) =>
        counts.Contains(groups.Length) && groups.All(group => group.Length == length && group.All(IsHex));

    private static bool IsHex(char unit) => unit is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
}
