using System.Globalization;
using System.Numerics;

namespace Kube;

/// <summary>The amounts of quantities: between texts and numbers.</summary>
internal static class QuantityText
{
    private const int NanoDigits = 9;
    private static readonly BigInteger CapInNanos = new BigInteger(long.MaxValue) * BigInteger.Pow(10, NanoDigits);
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

    /// <summary>The amount and how it is written; <see langword="false"/> when the text is no quantity.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal value, out QuantityFormat format)
    {
        value = 0;
        if (!QuantityGrammar.TrySplit(text, out var parts))
        {
            format = QuantityFormat.DecimalSI;
            return false;
        }
        format = parts.Format;
        value = Scale(parts.Whole, parts.Fraction, parts.Exponent, format);
        if (parts.IsNegative) value = -value;
        return true;
    }

    /// <summary>What is finer than a nano, rounded away from zero.</summary>
    public static decimal RoundToNano(decimal value)
    {
        var kept = decimal.Round(value, NanoDigits, MidpointRounding.ToZero);
        return kept == value ? value : kept + Math.Sign(value) * 0.000000001m;
    }

    /// <summary>The canonical text: a whole number with the largest suffix that needs no fraction.</summary>
    public static string Format(decimal value, QuantityFormat format)
    {
        // Binary suffixes cannot say fractions, and below 1024 there is none to use.
        if (format == QuantityFormat.BinarySI && Math.Abs(value) >= 1024)
        {
            var number = value == Math.Truncate(value) ? value : Math.Truncate(value) + Math.Sign(value);
            var power = 0;
            while (power + 1 < BinarySuffixes.Length && number % 1024 == 0)
            {
                number /= 1024;
                power++;
            }
            return Whole(number) + BinarySuffixes[power];
        }
        if (value == 0) return "0";
        var nanos = new BigInteger(Math.Truncate(value)) * 1_000_000_000 + new BigInteger((value - Math.Truncate(value)) * 1_000_000_000);
        var step = 0;
        while (step + 1 < DecimalSuffixes.Length && nanos % 1000 == 0)
        {
            nanos /= 1000;
            step++;
        }
        var exponent = (step - 3) * 3;
        var suffix = format == QuantityFormat.DecimalExponent ? exponent == 0 ? "" : "e" + exponent.ToString(CultureInfo.InvariantCulture) : DecimalSuffixes[step];
        return nanos.ToString(CultureInfo.InvariantCulture) + suffix;
    }

    private static string Whole(decimal value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static decimal Scale(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, int exponent, QuantityFormat format)
    {
        // Nearly every quantity of a cluster is short: no big numbers are needed for those.
        if (whole.Length + fraction.Length <= 9 && exponent is >= -9 and <= 18 && format != QuantityFormat.BinarySI && fraction.IsEmpty)
            return Cap(whole.IsEmpty ? 0 : long.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture), exponent);

        var digits = BigInteger.Parse(string.Concat("0", whole, fraction), NumberStyles.None, CultureInfo.InvariantCulture);
        if (digits.IsZero) return 0;
        var power = NanoDigits - fraction.Length;
        if (format == QuantityFormat.BinarySI) digits <<= exponent;
        else power += exponent;

        // So many digits more than the cap has: no need to work it out. So many less than a nano: the least there is.
        if (power > 60) return long.MaxValue;
        if (power < -(whole.Length + fraction.Length + 30)) return 0.000000001m;
        BigInteger nanos;
        if (power >= 0)
        {
            nanos = digits * BigInteger.Pow(10, power);
        }
        else
        {
            nanos = BigInteger.DivRem(digits, BigInteger.Pow(10, -power), out var rest);
            if (!rest.IsZero) nanos++;
        }
        return nanos >= CapInNanos ? long.MaxValue : (decimal)nanos / 1_000_000_000m;
    }

    private static decimal Cap(long number, int exponent)
    {
        decimal value = number;
        for (; exponent > 0; exponent--) value *= 10;
        for (; exponent < 0; exponent++) value /= 10;
        return Math.Min(value, long.MaxValue);
    }
}
