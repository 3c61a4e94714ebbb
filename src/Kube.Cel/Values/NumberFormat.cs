using System.Globalization;
using System.Text;

namespace Kube.Cel;

/// <summary>Doubles as Go prints them: the shortest digits that read back as the same number.</summary>
internal static class NumberFormat
{
    /// <summary>Go's <c>%g</c>: with an exponent below 1e-4 and from 1e6 on.</summary>
    public static string General(double value)
    {
        if (Special(value) is { } special)
        {
            return special;
        }

        var (negative, digits, exponent) = Shortest(value);
        if (exponent is >= -4 and < 6)
        {
            return Fixed(negative, digits, exponent);
        }

        var result = new StringBuilder(negative ? "-" : "").Append(digits[0]);
        if (digits.Length > 1)
        {
            result.Append('.').Append(digits, 1, digits.Length - 1);
        }

        return result.Append('e').Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)).ToString();
    }

    /// <summary>Go's <c>strconv.FormatFloat(value, 'f', -1, 64)</c>: never an exponent.</summary>
    public static string Plain(double value)
    {
        if (Special(value) is { } special)
        {
            return special;
        }

        var (negative, digits, exponent) = Shortest(value);
        return Fixed(negative, digits, exponent);
    }

    private static string? Special(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : null;

    private static string Fixed(bool negative, string digits, int exponent)
    {
        var result = new StringBuilder(negative ? "-" : "");
        if (exponent < 0)
        {
            return result.Append("0.").Append('0', -exponent - 1).Append(digits).ToString();
        }

        if (digits.Length <= exponent + 1)
        {
            return result.Append(digits).Append('0', exponent + 1 - digits.Length).ToString();
        }

        return result.Append(digits, 0, exponent + 1).Append('.').Append(digits, exponent + 1, digits.Length - exponent - 1).ToString();
    }

    /// <summary>Sign, digits without trailing zeros, and the decimal exponent of the first digit.</summary>
    private static (bool Negative, string Digits, int Exponent) Shortest(double value)
    {
        var negative = value < 0 || (value == 0 && 1 / value < 0);
        if (value == 0)
        {
            return (negative, "0", 0);
        }

        var text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var exponent = 0;
        var mark = text.IndexOf('E');
        if (mark >= 0)
        {
            exponent = int.Parse(text.Substring(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text.Substring(0, mark);
        }

        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text.Substring(0, point);
        var digits = whole + (point < 0 ? "" : text.Substring(point + 1));
        exponent += whole.Length - 1;
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (negative, digits.Trim('0'), exponent - leading);
    }
}
