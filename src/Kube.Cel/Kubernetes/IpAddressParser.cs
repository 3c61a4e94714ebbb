using System.Diagnostics.CodeAnalysis;

namespace Kube.Cel.Kubernetes;

/// <summary>Reads addresses as Go's <c>netip.ParseAddr</c> does, with its error texts.</summary>
internal static class IpAddressParser
{
    /// <summary>Reads an address.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address without its zone.</param>
    /// <param name="zone">The IPv6 zone behind the percent sign; empty without one.</param>
    /// <param name="error">Go's text.</param>
    /// <param name="leadingZeros">Accept 010 as ten, as Go did before 1.17 and API servers still do in formats.</param>
    internal static bool TryParse(
        string text, out IpAddress address, out string zone, [NotNullWhen(false)] out string? error, bool leadingZeros = false)
    {
        address = default;
        zone = "";
        var first = text.IndexOfAny(['.', ':', '%']);
        var kind = first < 0 ? '\0' : text[first];
        if (kind == '.')
        {
            error = ReadV4(text, leadingZeros, out var value);
            address = new(true, 0, value);
        }
        else if (kind == ':')
            error = ReadV6(text, leadingZeros, out address, out zone);
        else
            error = Error(text, kind == '%' ? "missing IPv6 address" : "unable to parse IP", "");
        return error is null;
    }

    private static string Error(string text, string message, string at) =>
        $"ParseAddr({GoText.Quote(text)}): {message}" + (at.Length > 0 ? $" (at {GoText.Quote(at)})" : "");

    private static string? ReadV4(string text, bool leadingZeros, out uint address)
    {
        address = 0;
        uint value = 0;
        int fields = 0, digits = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= '0' and <= '9')
            {
                if (digits == 1 && value == 0 && !leadingZeros)
                    return Error(text, "IPv4 field has octet with leading zero", "");
                value = value * 10 + c - '0';
                digits++;
                if (value > 255)
                    return Error(text, "IPv4 field has value >255", "");
            }
            else if (c == '.')
            {
                if (i == 0 || i == text.Length - 1 || text[i - 1] == '.')
                    return Error(text, "IPv4 field must have at least one digit", text.Substring(i));
                if (fields == 3)
                    return Error(text, "IPv4 address too long", "");
                address = address << 8 | value;
                fields++;
                (value, digits) = (0, 0);
            }
            else
                return Error(text, "unexpected character", text.Substring(i));
        }
        if (fields < 3)
            return Error(text, "IPv4 address too short", "");
        address = address << 8 | value;
        return null;
    }

    private static string? ReadV6(string text, bool leadingZeros, out IpAddress address, out string zone)
    {
        address = default;
        zone = "";
        var rest = text;
        var percent = text.IndexOf('%');
        if (percent >= 0)
        {
            zone = text.Substring(percent + 1);
            rest = text.Substring(0, percent);
            if (zone.Length == 0)
                return Error(text, "zone must be a non-empty string", "");
        }
        var groups = new ushort[8];
        var gap = -1;
        var count = 0;
        if (rest.StartsWith("::", StringComparison.Ordinal))
        {
            gap = 0;
            rest = rest.Substring(2);
        }
        while (count < 8 && (rest.Length > 0 || gap != count))
        {
            var length = ReadHex(rest, out var value);
            if (length < 0)
                return Error(text, "IPv6 field has value >=2^16", rest);
            if (length == 0)
                return Error(text, "each colon-separated field must have at least one digit", rest);
            if (length < rest.Length && rest[length] == '.')
            {
                if (gap < 0 && count != 6)
                    return Error(text, "embedded IPv4 address must replace the final 2 fields of the address", rest);
                if (count > 6)
                    return Error(text, "too many hex fields to fit an embedded IPv4 at the end of the address", rest);
                if (ReadV4(rest, leadingZeros, out var tail) is { } inner)
                    return Error(text, inner, rest);
                groups[count++] = (ushort)(tail >> 16);
                groups[count++] = (ushort)tail;
                rest = "";
                break;
            }
            groups[count++] = (ushort)value;
            rest = rest.Substring(length);
            if (rest.Length == 0)
                break;
            if (rest[0] != ':')
                return Error(text, "unexpected character, want colon", rest);
            if (rest.Length == 1)
                return Error(text, "colon must be followed by more characters", rest);
            rest = rest.Substring(1);
            if (rest[0] != ':')
                continue;
            if (gap >= 0)
                return Error(text, "multiple :: in address", rest);
            gap = count;
            rest = rest.Substring(1);
        }
        if (rest.Length > 0)
            return Error(text, "trailing garbage after address", rest);
        if (count < 8 && gap < 0)
            return Error(text, "address string too short", "");
        if (count == 8 && gap >= 0)
            return Error(text, "the :: must expand to at least one field of zeros", "");
        address = Join(groups, count, gap);
        return null;
    }

    private static IpAddress Join(ushort[] groups, int count, int gap)
    {
        ulong high = 0, low = 0;
        for (var i = 0; i < 8; i++)
        {
            var source = gap < 0 || i < gap ? i : i - (8 - count);
            ulong group = gap >= 0 && i >= gap && source < gap ? 0u : groups[source];
            if (i < 4)
                high = high << 16 | group;
            else
                low = low << 16 | group;
        }
        return new(false, high, low);
    }

    /// <summary>The length of the hexadecimal number at the start; -1 for one over 16 bits.</summary>
    private static int ReadHex(string text, out uint value)
    {
        value = 0;
        var length = 0;
        for (; length < text.Length; length++)
        {
            var digit = text[length] switch
            {
                >= '0' and <= '9' => text[length] - '0',
                >= 'a' and <= 'f' => text[length] - 'a' + 10,
                >= 'A' and <= 'F' => text[length] - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
                break;
            value = value << 4 | (uint)digit;
            if (value > 0xFFFF)
                return -1;
        }
        return length;
    }
}
