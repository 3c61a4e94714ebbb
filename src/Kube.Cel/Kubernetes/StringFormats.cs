using Kube.Cel.Re2;

namespace Kube.Cel.Kubernetes;

/// <summary>The OpenAPI string formats that an API server enforces, by its rules of acceptance.</summary>
/// <remarks>The rules are go-openapi's: some are stricter than the format's standard (hostname), some laxer (duration, email).</remarks>
public static class StringFormats
{
    private const string LetterOrSymbol = @"[0-9\pL\p{S}]";

    private static readonly Lazy<Re2Regex> HostName = new(() => Re2Regex.Parse(
        $@"\A(?:{LetterOrSymbol}-?{LetterOrSymbol}{{0,62}}|(?:{LetterOrSymbol}(?:[-0-9\pL\p{{S}}]{{0,61}}{LetterOrSymbol})?\.)+\pL{{2,63}})\z"));

    private static readonly Dictionary<string, Func<string, bool>> Table = new(StringComparer.Ordinal)
    {
        ["bsonobjectid"] = text => text.Length == 24 && text.All(IsHex),
        ["uri"] = text => Url.IsValid(text, out _),
        ["email"] = MailAddress.IsValid,
        ["hostname"] = IsHostName,
        ["ipv4"] = text => text.IndexOf('.') >= 0 && IsSloppyAddress(text, out _),
        ["ipv6"] = text => text.IndexOf(':') >= 0 && IpAddressParser.TryParse(text, out _, out var zone, out _) && zone.Length == 0,
        ["cidr"] = IsSloppyNetwork,
        ["mac"] = IsMac,
        ["uuid"] = text => IsUuid(text, '\0'),
        ["uuid3"] = text => IsUuid(text, '3'),
        ["uuid4"] = text => IsUuid(text, '4'),
        ["uuid5"] = text => IsUuid(text, '5'),
        ["isbn"] = text => CheckDigits.IsIsbn10(text) || CheckDigits.IsIsbn13(text),
        ["isbn10"] = CheckDigits.IsIsbn10,
        ["isbn13"] = CheckDigits.IsIsbn13,
        ["creditcard"] = CheckDigits.IsCreditCard,
        ["ssn"] = IsSocialSecurityNumber,
        ["hexcolor"] = IsHexColor,
        ["rgbcolor"] = IsRgbColor,
        ["byte"] = IsBase64,
        ["password"] = _ => true,
        ["date"] = text => Rfc3339.TryReadDate(text, out _),
        ["datetime"] = IsDateTime,
        ["duration"] = text => TryParseDuration(text, out _),
        ["k8sshortname"] = text => text.Length <= 63 && KubernetesNames.IsLabel(text),
        ["k8slongname"] = text => text.Length <= 253 && KubernetesNames.IsSubdomain(text),
    };

    // The spellings in use are found as they stand; any other is stripped of its dashes first.
    private static readonly Dictionary<string, Func<string, bool>> Spellings = new(Table, StringComparer.Ordinal)
    {
        ["date-time"] = Table["datetime"],
        ["k8s-short-name"] = Table["k8sshortname"],
        ["k8s-long-name"] = Table["k8slongname"],
    };

    /// <summary>The names of all formats, without dashes.</summary>
    public static IReadOnlyCollection<string> Names => Table.Keys;

    /// <summary>Whether the server knows a format of strings; others it ignores. Dashes in the name do not matter.</summary>
    /// <param name="name">The format, such as <c>date-time</c>. <c>k8s-short-name</c> and <c>k8s-long-name</c> count from 1.34 on.</param>
    /// <returns>Whether it is known.</returns>
    public static bool IsKnown(string name) => Find(name) is not null;

    /// <summary>Whether a text is of a format.</summary>
    /// <param name="name">The format; one that is not known accepts any text.</param>
    /// <param name="value">The text.</param>
    /// <returns>Whether the server accepts the text.</returns>
    public static bool IsValid(string name, string value)
    {
        if (value is null)
            throw new ArgumentNullException(nameof(value));
        return Find(name) is not { } isValid || isValid(value);
    }

    /// <summary>Reads a value of the format <c>date-time</c> as CEL sees it: RFC 3339, or without zone, which is UTC; empty is 1970.</summary>
    /// <param name="text">The text.</param>
    /// <param name="timestamp">The moment.</param>
    /// <returns>Whether the text can be read.</returns>
    public static bool TryParseDateTime(string text, out Timestamp timestamp)
    {
        timestamp = default;
        return text.Length == 0 || Rfc3339.TryRead(text, zoneRequired: false, out timestamp);
    }

    /// <summary>Reads a value of the format <c>date</c> as CEL sees it: midnight in UTC.</summary>
    /// <param name="text">The text.</param>
    /// <param name="timestamp">The moment.</param>
    /// <returns>Whether the text is a date.</returns>
    public static bool TryParseDate(string text, out Timestamp timestamp)
    {
        var read = Rfc3339.TryReadDate(text, out var days);
        timestamp = new(days * 86_400, 0);
        return read;
    }

    /// <summary>Reads a value of the format <c>duration</c>: Go's form, or words such as <c>5 days</c>, added up.</summary>
    /// <param name="text">The text.</param>
    /// <param name="duration">The duration.</param>
    /// <returns>Whether the text is a duration.</returns>
    public static bool TryParseDuration(string text, out GoDuration duration) =>
        GoDuration.TryParse(text, out duration) || WordyDuration.TryParse(text, out duration);

    private static Func<string, bool>? Find(string name)
    {
        if (name is null)
            throw new ArgumentNullException(nameof(name));
        return Spellings.TryGetValue(name, out var format) || Table.TryGetValue(name.Replace("-", ""), out format) ? format : null;
    }

    private static bool IsHex(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsHostName(string text) =>
        HostName.Value.IsMatch(text) && GoText.Utf8Length(text) <= 255 && text.Split('.').All(label => GoText.Utf8Length(label) <= 63);

    // Leading zeros in addresses stay accepted here, as they were before Go 1.17.
    private static bool IsSloppyAddress(string text, out IpAddress address) =>
        IpAddressParser.TryParse(text, out address, out var zone, out _, leadingZeros: true) && zone.Length == 0;

    private static bool IsSloppyNetwork(string text)
    {
        var slash = text.IndexOf('/');
        if (slash < 0 || !IsSloppyAddress(text.Substring(0, slash), out var address))
            return false;
        var bits = text.Substring(slash + 1);
        return bits.Length > 0 && bits.All(IsDigit) && bits.TrimStart('0') is { Length: <= 3 } significant
            && (significant.Length == 0 ? 0 : int.Parse(significant, System.Globalization.CultureInfo.InvariantCulture)) <= address.BitLength;
    }

    /// <summary>6, 8 or 20 bytes in pairs with colons or dashes, or in fours with points.</summary>
    private static bool IsMac(string text)
    {
        if (text.Length < 14)
            return false;
        var width = text[2] is ':' or '-' ? 2 : text[4] == '.' ? 4 : 0;
        if (width == 0 || (text.Length + 1) % (width + 1) != 0 || (text.Length + 1) / (width + 1) * (width / 2) is not (6 or 8 or 20))
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            var isSeparator = i % (width + 1) == width;
            if (isSeparator ? text[i] != text[width] : !IsHex(text[i]))
                return false;
        }
        return true;
    }

    private static bool IsUuid(string text, char version)
    {
        var position = 0;
        var groups = new[] { 8, 4, 4, 4, 12 };
        for (var g = 0; g < groups.Length; g++)
        {
            if (g > 0 && position < text.Length && text[position] == '-')
                position++;
            if (position + groups[g] > text.Length)
                return false;
            // Versions 4 and 5 also fix the variant.
            if (g == 2 && version != '\0' && text[position] != version)
                return false;
            if (g == 3 && version is '4' or '5' && "89abAB".IndexOf(text[position]) < 0)
                return false;
            for (var end = position + groups[g]; position < end; position++)
            {
                if (!IsHex(text[position]))
                    return false;
            }
        }
        return position == text.Length;
    }

    private static bool IsSocialSecurityNumber(string text)
    {
        if (text.Length != 11)
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (i is 3 or 6 ? text[i] is not ('-' or ' ') : !IsDigit(text[i]))
                return false;
        }
        return true;
    }

    private static bool IsHexColor(string text)
    {
        var digits = text.StartsWith("#", StringComparison.Ordinal) ? text.Substring(1) : text;
        return digits.Length is 3 or 6 && digits.All(IsHex);
    }

    private static bool IsRgbColor(string text)
    {
        if (!text.StartsWith("rgb(", StringComparison.Ordinal) || !text.EndsWith(")", StringComparison.Ordinal))
            return false;
        var parts = text.Substring(4, text.Length - 5).Split(',');
        return parts.Length == 3 && parts.Select(p => p.Trim(' ', '\t', '\n', '\f', '\r')).All(number =>
            number.Length is >= 1 and <= 3 && number.All(IsDigit) && (number.Length == 1 || number[0] != '0')
            && int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) <= 255);
    }

    /// <summary>Not empty, in fours, the last of them padded.</summary>
    private static bool IsBase64(string text)
    {
        if (text.Length == 0 || text.Length % 4 != 0)
            return false;
        var end = text.Length - (text[text.Length - 1] != '=' ? 0 : text[text.Length - 2] != '=' ? 1 : 2);
        for (var i = 0; i < end; i++)
        {
            if (!Runes.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('+' or '/'))
                return false;
        }
        return true;
    }

    /// <summary>A date, T or t, and a time with a zone; what follows a second T is not looked at.</summary>
    private static bool IsDateTime(string text)
    {
        var parts = text.Split('t', 'T');
        if (parts.Length < 2 || !Rfc3339.TryReadDate(parts[0], out _))
            return false;
        var time = parts[1];
        if (time.Length < 9 || !IsClock(time, 0) || time[5] != ':' || !IsDigit(time[6]) || !IsDigit(time[7]) || time[6] > '5'
            || string.CompareOrdinal(time, 0, "23", 0, 2) > 0 || time[3] > '5')
            return false;
        if (IsZone(time, 8))
            return true;
        // Any character may stand before the decimals.
        var position = 8;
        if (Runes.Next(time, ref position) == '\n' || position >= time.Length || !IsDigit(time[position]))
            return false;
        while (position < time.Length && IsDigit(time[position]))
            position++;
        return IsZone(time, position);
    }

    private static bool IsZone(string text, int at) => (text.Length - at) switch
    {
        1 => text[at] is 'z' or 'Z',
        6 => text[at] is '+' or '-' && IsClock(text, at + 1),
        _ => false,
    };

    private static bool IsClock(string text, int at) =>
        IsDigit(text[at]) && IsDigit(text[at + 1]) && text[at + 2] == ':' && IsDigit(text[at + 3]) && IsDigit(text[at + 4]);
}
