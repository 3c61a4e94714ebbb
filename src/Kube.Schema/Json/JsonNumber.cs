using System.Globalization;
using System.Text;
#if NET
using Utf8 = System.ReadOnlySpan<byte>;
#else
using Utf8 = byte[];
#endif

namespace Kube.Schema.Json;

/// <summary>Numbers as Go's decoder reads and its encoder writes them.</summary>
public static class JsonNumber
{
    /// <summary>The shortest decimal text that reads back as <paramref name="value"/>, as Go's <c>encoding/json</c> writes it: <c>1.5</c>, <c>3</c>, <c>1e+21</c>, <c>1e-7</c>.</summary>
    public static string Format(double value) => Layout(value, fewest: -6, most: 21, wideExponent: false);

    /// <summary>The shortest text as Go's <c>%v</c> prints it in messages: like <see cref="Format"/>, with exponents of two digits from 1e+06 on and below 1e-04.</summary>
    public static string FormatVerb(double value) => Layout(value, fewest: -4, most: 6, wideExponent: true);

    internal static bool TryInteger(Utf8 text, int start, int length, out long value)
    {
        value = 0;
        var negative = text[start] == '-';
        if (length - (negative ? 1 : 0) > 19)
        {
            return false;
        }

        ulong magnitude = 0;
        for (var i = negative ? 1 : 0; i < length; i++)
        {
            magnitude = (magnitude * 10) + (uint)(text[start + i] - '0');
        }

        if (magnitude > (negative ? 1UL << 63 : long.MaxValue))
        {
            return false;
        }

        value = negative ? unchecked(-(long)magnitude) : (long)magnitude;
        return true;
    }

    internal static bool TryDouble(Utf8 text, int start, int length, out double value)
    {
#if NET
        return double.TryParse(text.Slice(start, length), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
#else
        return double.TryParse(JsonText.Decode(text, start, length), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && !double.IsInfinity(value);
#endif
    }

    /// <summary>Fixed notation for 10^<paramref name="fewest"/> ≤ |value| &lt; 10^<paramref name="most"/>, else an exponent.</summary>
    private static string Layout(double value, int fewest, int most, bool wideExponent)
    {
        if (value == 0)
        {
            return 1 / value < 0 ? "-0" : "0";
        }

        var (negative, digits, point) = Digits(value);
        var text = new StringBuilder(negative ? "-" : "");
        var exponent = point - 1;
        if (exponent < fewest || exponent >= most)
        {
            text.Append(digits[0]);
            if (digits.Length > 1)
            {
                text.Append('.').Append(digits, 1, digits.Length - 1);
            }

            return text.Append('e').Append(exponent < 0 ? '-' : '+')
                .Append(Math.Abs(exponent).ToString(wideExponent ? "00" : "0", CultureInfo.InvariantCulture)).ToString();
        }

        if (point <= 0)
        {
            return text.Append("0.").Append('0', -point).Append(digits).ToString();
        }

        return digits.Length <= point
            ? text.Append(digits).Append('0', point - digits.Length).ToString()
            : text.Append(digits, 0, point).Append('.').Append(digits, point, digits.Length - point).ToString();
    }

    /// <summary>The shortest digits that read back, and where the point stands before, in or after them.</summary>
    private static (bool Negative, string Digits, int Point) Digits(double value)
    {
        var text = Shortest(value);
        var mark = text.IndexOf('E');
        var exponent = mark < 0 ? 0 : int.Parse(text.Substring(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = (mark < 0 ? text : text.Substring(0, mark)).TrimStart('-');
        var dot = mantissa.IndexOf('.');
        var point = (dot < 0 ? mantissa.Length : dot) + exponent;
        var digits = dot < 0 ? mantissa : mantissa.Remove(dot, 1);
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (value < 0, digits.Trim('0'), point - leading);
    }

    private static string Shortest(double value)
    {
#if NET
        return value.ToString("R", CultureInfo.InvariantCulture);
#else
        // "R" is the shortest text on .NET but not on .NET Framework, where a compiler may run us.
        var shortest = value.ToString("G17", CultureInfo.InvariantCulture);
        foreach (var format in (string[])["R", "G15", "G16"])
        {
            var text = value.ToString(format, CultureInfo.InvariantCulture);
            if (text.Length < shortest.Length && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var back) && back.Equals(value))
            {
                shortest = text;
            }
        }

        return shortest;
#endif
    }
}
