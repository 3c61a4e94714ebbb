using System.Globalization;
using System.Numerics;

namespace Kube.Cel.Kubernetes;

/// <summary>Writes long whole numbers in decimal; <c>BigInteger.ToString</c> takes time quadratic in the digits.</summary>
/// <remarks>A number is divided by a power of ten into two of half the length, and so on: as fast as the platform divides.</remarks>
internal static class DecimalText
{
    // So many digits are written by the platform.
    internal const int Short = 1024;

    public static string Of(BigInteger value)
    {
        if (value.IsZero)
            return "0";
        var magnitude = BigInteger.Abs(value);
        var length = Quantity.DigitCount(magnitude);
        if (length <= Short)
            return value.ToString(CultureInfo.InvariantCulture);
        var powers = new List<BigInteger>();
        for (var split = Short; split < length; split *= 2)
            powers.Add(powers.Count == 0 ? BigInteger.Pow(10, Short) : powers[powers.Count - 1] * powers[powers.Count - 1]);
        var sign = value.Sign < 0 ? 1 : 0;
        var text = new char[sign + length];
        text[0] = '-';
        Write(magnitude, text, sign, length, powers, powers.Count - 1);
        return new string(text);
    }

    /// <summary>Writes a number in so many places, with zeros before it; <paramref name="level"/> is that of the power to divide by.</summary>
    private static void Write(BigInteger value, char[] text, int at, int length, List<BigInteger> powers, int level)
    {
        if (length <= Short)
        {
            var digits = value.ToString(CultureInfo.InvariantCulture).PadLeft(length, '0');
            digits.CopyTo(0, text, at, length);
            return;
        }
        var low = Short << level;
        if (low >= length)
        {
            Write(value, text, at, length, powers, level - 1);
            return;
        }
        var high = BigInteger.DivRem(value, powers[level], out var rest);
        Write(high, text, at, length - low, powers, level - 1);
        Write(rest, text, at + length - low, low, powers, level - 1);
    }
}
