using System.Globalization;

namespace Kube.Cel.Syntax;

/// <summary>Integer literals: decimal or <c>0x</c>, signed by a token of its own so that the smallest int can be written.</summary>
internal static class NumberText
{
    public static bool TryParseInt(string digits, bool negative, out long value)
    {
        value = 0;
        if (!TryParseUInt(digits, out var magnitude))
        {
            return false;
        }

        if (negative)
        {
            value = unchecked((long)(0 - magnitude));
            return magnitude <= 1UL << 63;
        }

        value = (long)magnitude;
        return magnitude <= long.MaxValue;
    }

    public static bool TryParseUInt(string digits, out ulong value) => digits.StartsWith("0x", StringComparison.Ordinal)
        ? ulong.TryParse(digits.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
        : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
