using System.Globalization;
using System.Text.Json;

namespace Kube.YamlFormat;

/// <summary>What an unquoted scalar means: YAML 1.1, as kubectl and the API server read it.</summary>
/// <remarks>So <c>yes</c> is true, <c>0o17</c> and <c>017</c> are 15 and <c>1_000</c> is 1000. Dates stay text.</remarks>
internal static class Yaml11
{
    /// <summary>Writes the value of an unquoted scalar.</summary>
    /// <exception cref="FormatException">JSON has no such number: an infinity, or not a number.</exception>
    public static void Write(Utf8JsonWriter writer, string text)
    {
        if (Json(text) is { } json)
            writer.WriteRawValue(json, skipInputValidation: true);
        else
            writer.WriteStringValue(text);
    }

    /// <summary>The name that an unquoted key becomes: JSON knows only strings, so <c>yes:</c> is <c>"true"</c> and <c>0x10:</c> is <c>"16"</c>.</summary>
    public static string Key(string text) => Json(text) ?? text;

    /// <summary>The JSON form of an unquoted scalar that is null, a boolean or a number; <see langword="null"/> where it is a text.</summary>
    /// <exception cref="FormatException">JSON has no such number: an infinity, or not a number.</exception>
    public static string? Json(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => "null",
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => "true",
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => "false",
        _ => Number(text),
    };

    /// <summary>Whether an unquoted scalar is the text that it looks like.</summary>
    public static bool IsText(string text) => !IsBeyondJson(text.Replace("_", "", StringComparison.Ordinal).TrimStart('+', '-')) && Json(text) is null;

    private static bool IsBeyondJson(string unsigned) => unsigned is ".inf" or ".Inf" or ".INF" or ".nan" or ".NaN" or ".NAN";

    /// <summary>The JSON form of a number; <see langword="null"/> where the text is none.</summary>
    private static string? Number(string text)
    {
        var first = text.Length > 0 ? text[0] : '\0';
        if (!char.IsAsciiDigit(first) && first is not ('+' or '-' or '.'))
            return null;
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        var negative = digits.StartsWith('-');
        var unsigned = digits[(negative || digits.StartsWith('+') ? 1 : 0)..];
        if (IsBeyondJson(unsigned))
            throw new FormatException($"'{text}' has no form in JSON; quote it to mean the text");
        if (unsigned.Length == 0 || !(char.IsAsciiDigit(unsigned[0]) || unsigned[0] == '.'))
            return null;
        if (Integer(unsigned) is { } integer)
            return negative && integer != 0 ? "-" + integer.ToString(CultureInfo.InvariantCulture) : integer.ToString(CultureInfo.InvariantCulture);
        return unsigned != "."
            && double.TryParse(unsigned, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            ? (negative ? -value : value).ToString("R", CultureInfo.InvariantCulture)
            : null;
    }

    private static UInt128? Integer(string digits) => digits switch
    {
        ['0', 'x', .. var hex] => UInt128.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null,
        ['0', 'b', .. var bits] => UInt128.TryParse(bits, NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture, out var value) ? value : null,
        ['0', 'o', .. var octal] => Octal(octal),
        ['0', .. { Length: > 0 } octal] => Octal(octal),
        // Beyond 64 bits Go reads a float.
        _ => ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null,
    };

    private static UInt128? Octal(string digits)
    {
        if (digits.Length is 0 or > 21)
            return null;
        UInt128 value = 0;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7')
                return null;
            value = value * 8 + (uint)(digit - '0');
        }
        return value;
    }
}
