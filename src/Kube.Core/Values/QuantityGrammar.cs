using System.Globalization;

namespace Kube;

/// <summary>The grammar of quantities: a signed decimal number and a suffix.</summary>
/// <remarks>Apart from the arithmetic: most quantities that are read are never counted with, and big numbers are loaded by the first who does.</remarks>
internal static class QuantityGrammar
{
    // An exponent beyond this moves any number over the cap, or below a nano.
    private const int ExponentBound = 100_000;

    /// <summary>Takes a text apart.</summary>
    /// <returns><see langword="false"/> when the text is no quantity.</returns>
    public static bool TrySplit(ReadOnlySpan<char> text, out QuantityParts parts)
    {
        parts = default;
        var isNegative = text is ['-', ..];
        if (text is ['-' or '+', ..]) text = text[1..];
        var whole = Digits(text);
        var fraction = whole < text.Length && text[whole] == '.' ? Digits(text[(whole + 1)..]) : -1;
        if (whole + Math.Max(fraction, 0) == 0) return false;
        var length = whole + (fraction >= 0 ? fraction + 1 : 0);
        if (!TrySuffix(text[length..], out var format, out var exponent)) return false;

        parts = new QuantityParts
        {
            IsNegative = isNegative,
            Whole = text[..whole],
            Fraction = fraction > 0 ? text.Slice(whole + 1, fraction) : [],
            Exponent = exponent,
            Format = format,
        };
        return true;
    }

    private static bool TrySuffix(ReadOnlySpan<char> suffix, out QuantityFormat format, out int exponent)
    {
        (format, exponent) = (QuantityFormat.DecimalSI, 0);
        switch (suffix)
        {
            case "": return true;
            case "n": exponent = -9; return true;
            case "u": exponent = -6; return true;
            case "m": exponent = -3; return true;
            case "k": exponent = 3; return true;
            case "M": exponent = 6; return true;
            case "G": exponent = 9; return true;
            case "T": exponent = 12; return true;
            case "P": exponent = 15; return true;
            case "E": exponent = 18; return true;
        }
        if (suffix is [var letter, 'i'])
        {
            format = QuantityFormat.BinarySI;
            exponent = ("KMGTPE".IndexOf(letter) + 1) * 10;
            return exponent > 0;
        }
        if (suffix is not ['e' or 'E', _, ..]) return false;

        format = QuantityFormat.DecimalExponent;
        var digits = suffix[1] is '+' or '-' ? suffix[2..] : suffix[1..];
        if (digits.IsEmpty || Digits(digits) != digits.Length) return false;
        exponent = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? Math.Min(read, ExponentBound) : ExponentBound;
        if (suffix[1] == '-') exponent = -exponent;
        return true;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count])) count++;
        return count;
    }
}

/// <summary>A quantity taken apart.</summary>
internal ref struct QuantityParts
{
    public bool IsNegative { get; init; }

    /// <summary>The digits before the point.</summary>
    public ReadOnlySpan<char> Whole { get; init; }

    /// <summary>The digits after it.</summary>
    public ReadOnlySpan<char> Fraction { get; init; }

    /// <summary>What the number is multiplied by: a power of ten, or of two for <see cref="QuantityFormat.BinarySI"/>.</summary>
    public int Exponent { get; init; }

    public QuantityFormat Format { get; init; }
}
