using System.Globalization;
using System.Numerics;

namespace Kube.Cel.Kubernetes;

/// <summary>Writes quantities in apimachinery's canonical form: the largest suffix that leaves a whole number.</summary>
internal static class QuantityText
{
    private static readonly string[] Decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    internal static string Canonical(Quantity quantity)
    {
        if (quantity.Sign == 0)
            return "0";
        if (quantity.Format == QuantityFormat.BinarySI && TryGetWhole(quantity, out var whole) && BigInteger.Abs(whole) >= 1024)
            return CanonicalBinary(whole);
        var (digits, exponent) = Quantity.Reduce(quantity.Unscaled, quantity.Scale);
        while (exponent % 3 != 0)
            (digits, exponent) = (digits * 10, exponent - 1);
        var number = DecimalText.Of(digits);
        if (exponent == 0)
            return number;
        // Beyond E there is no suffix; apimachinery then leaves the exponent out, which we do not copy.
        var index = exponent / 3 + 3;
        return quantity.Format != QuantityFormat.DecimalExponent && index >= 0 && index < Decimal.Length
            ? number + Decimal[index]
            : number + "e" + exponent.ToString(CultureInfo.InvariantCulture);
    }

    private static bool TryGetWhole(Quantity quantity, out BigInteger whole)
    {
        var (digits, exponent) = Quantity.Reduce(quantity.Unscaled, quantity.Scale);
        whole = exponent is >= 0 and <= Quantity.MaxDigits ? Quantity.Shift(digits, (int)exponent) : BigInteger.Zero;
        return !whole.IsZero;
    }

    private static string CanonicalBinary(BigInteger whole)
    {
        var index = 0;
        while (index + 1 < Binary.Length && (whole % 1024).IsZero)
            (whole, index) = (whole / 1024, index + 1);
        return DecimalText.Of(whole) + Binary[index];
    }
}
