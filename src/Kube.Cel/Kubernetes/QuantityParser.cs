using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Kube.Cel.Kubernetes;

/// <summary>Reads quantities by apimachinery's grammar and rounding.</summary>
internal static class QuantityParser
{
    private const string WrongFormat = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    private const string WrongNumber = "unable to parse numeric part of quantity";
    private const string WrongSuffix = "unable to parse quantity's suffix";
    private const int Nano = -9;

    private static readonly Dictionary<string, int> DecimalSuffixes = new(StringComparer.Ordinal)
    {
        ["n"] = -9,
        ["u"] = -6,
        ["m"] = -3,
        [""] = 0,
        ["k"] = 3,
        ["M"] = 6,
        ["G"] = 9,
        ["T"] = 12,
        ["P"] = 15,
        ["E"] = 18,
    };

    private static readonly Dictionary<string, int> BinarySuffixes = new(StringComparer.Ordinal)
    {
        ["Ki"] = 10,
        ["Mi"] = 20,
        ["Gi"] = 30,
        ["Ti"] = 40,
        ["Pi"] = 50,
        ["Ei"] = 60,
    };

    internal static bool TryParse(string text, [NotNullWhen(true)] out Quantity? quantity, [NotNullWhen(false)] out string? error)
    {
        quantity = null;
        error = text.Length == 0 || !TrySplit(text, out var parts) ? WrongFormat
            : !TryReadSuffix(parts.Suffix, out var format, out var exponent) ? WrongSuffix
            : Read(text, parts, format, exponent, out quantity);
        return error is null;
    }

    private static string? Read(string text, Parts parts, QuantityFormat format, int exponent, out Quantity quantity)
    {
        var digits = parts.Whole + parts.Fraction;
        var isBinary = format == QuantityFormat.BinarySI;
        var value = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        var scale = isBinary ? 0 : exponent;
        // What apimachinery holds in 64 bits: few enough digits, no binary fraction, no decimals beyond nano.
        var precision = !isBinary ? 18 - digits.Length
            : parts.Fraction.Length > 0 ? -1
            : 15 - parts.Whole.Length - exponent * 3 / 10 - 1;
        if (precision >= 0)
        {
            var small = isBinary ? value << exponent : value;
            var smallScale = unchecked(scale - parts.Fraction.Length);
            if (smallScale >= Nano && small <= long.MaxValue)
            {
                var keepsText = isBinary ? !(value & 7).IsZero
                    : smallScale % 3 == 0 && !digits.EndsWith("000", StringComparison.Ordinal) && digits[0] != '0';
                quantity = new(parts.IsNegative ? -small : small, smallScale, format, isSmall: true, keepsText ? text : null);
                return null;
            }
        }
        quantity = ReadBig(value, (long)scale - parts.Fraction.Length, isBinary ? exponent : 0, format, parts.IsNegative);
        return null;
    }

    private static Quantity ReadBig(BigInteger value, long scale, int binaryExponent, QuantityFormat format, bool isNegative)
    {
        value <<= binaryExponent;
        if (value.IsZero)
            return new(value, (int)Math.Max(scale, int.MinValue), format, isSmall: false);
        if (scale < Nano)
            (value, scale) = (RoundUp(value, Nano - scale), Nano);
        else if (scale > Nano && scale - Nano <= Quantity.MaxDigits)
            (value, scale) = (Quantity.Shift(value, (int)(scale - Nano)), Nano);
        if (format == QuantityFormat.BinarySI)
        {
            var one = Quantity.Shift(BigInteger.One, (int)-scale);
            if (value > long.MaxValue * one)
                (value, scale) = (long.MaxValue, 0);
            else if (value < one)
                format = QuantityFormat.DecimalSI;
        }
        return new(isNegative ? -value : value, (int)scale, format, isSmall: false);
    }

    private static BigInteger RoundUp(BigInteger value, long digits)
    {
        // More digits to drop than there are leaves less than one.
        if (digits > Quantity.DigitCount(value))
            return BigInteger.One;
        var rounded = BigInteger.DivRem(value, BigInteger.Pow(10, (int)digits), out var rest);
        return rest.IsZero ? rounded : rounded + 1;
    }

    private static bool TryReadSuffix(string suffix, out QuantityFormat format, out int exponent)
    {
        format = QuantityFormat.DecimalSI;
        if (DecimalSuffixes.TryGetValue(suffix, out exponent))
            return true;
        format = QuantityFormat.BinarySI;
        if (BinarySuffixes.TryGetValue(suffix, out exponent))
            return true;
        format = QuantityFormat.DecimalExponent;
        if (suffix.Length < 2 || suffix[0] is not ('e' or 'E')
            || !long.TryParse(suffix.Substring(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed))
            return false;
        // apimachinery cuts the exponent down to 32 bits without looking.
        exponent = unchecked((int)parsed);
        return true;
    }

    private static bool TrySplit(string text, out Parts parts)
    {
        parts = default;
        var position = text[0] is '-' or '+' ? 1 : 0;
        var isNegative = text[0] == '-';
        while (position < text.Length && text[position] == '0')
            position++;
        var wholeAt = position;
        position = SkipDigits(text, position);
        var whole = text.Substring(wholeAt, position - wholeAt);
        var fraction = "";
        if (position < text.Length && text[position] == '.')
        {
            var fractionAt = ++position;
            position = SkipDigits(text, position);
            fraction = text.Substring(fractionAt, position - fractionAt);
        }
        var suffixAt = position;
        while (position < text.Length && "eEinumkKMGTP".IndexOf(text[position]) >= 0)
            position++;
        if (position < text.Length && text[position] is '-' or '+')
            position++;
        position = SkipDigits(text, position);
        parts = new(isNegative, whole.Length == 0 ? "0" : whole, fraction, text.Substring(suffixAt));
        return position == text.Length;
    }

    private static int SkipDigits(string text, int position)
    {
        while (position < text.Length && text[position] is >= '0' and <= '9')
            position++;
        return position;
    }

    private readonly record struct Parts(bool IsNegative, string Whole, string Fraction, string Suffix);
}
