namespace Kube.Cel;

/// <summary>Exact 64-bit arithmetic and comparisons across number kinds.</summary>
internal static class Numbers
{
    private const double TwoTo63 = 9223372036854775808.0;
    private const double TwoTo64 = 18446744073709551616.0;

    public static CelValue Add(long a, long b)
    {
        var sum = unchecked(a + b);
        return ((a ^ sum) & (b ^ sum)) < 0 ? CelError.IntOverflow : CelValue.Int(sum);
    }

    public static CelValue Subtract(long a, long b)
    {
        var difference = unchecked(a - b);
        return ((a ^ b) & (a ^ difference)) < 0 ? CelError.IntOverflow : CelValue.Int(difference);
    }

    public static CelValue Multiply(long a, long b)
    {
        var product = unchecked(a * b);
        var overflows = (a == -1 && b == long.MinValue) || (b == -1 && a == long.MinValue) || (a != 0 && a != -1 && product / a != b);
        return overflows ? CelError.IntOverflow : CelValue.Int(product);
    }

    public static CelValue Divide(long a, long b) => b switch
    {
        0 => CelError.DivisionByZero,
        -1 when a == long.MinValue => CelError.IntOverflow,
        _ => CelValue.Int(a / b),
    };

    public static CelValue Modulo(long a, long b) => b switch
    {
        0 => CelError.ModulusByZero,
        -1 when a == long.MinValue => CelError.IntOverflow,
        -1 => CelValue.Int(0),
        _ => CelValue.Int(a % b),
    };

    public static CelValue Negate(long a) => a == long.MinValue ? CelError.IntOverflow : CelValue.Int(-a);

    public static CelValue Add(ulong a, ulong b) => a > ulong.MaxValue - b ? CelError.UIntOverflow : CelValue.UInt(a + b);

    public static CelValue Subtract(ulong a, ulong b) => b > a ? CelError.UIntOverflow : CelValue.UInt(a - b);

    public static CelValue Multiply(ulong a, ulong b) =>
        b != 0 && a > ulong.MaxValue / b ? CelError.UIntOverflow : CelValue.UInt(a * b);

    public static CelValue Divide(ulong a, ulong b) => b == 0 ? CelError.DivisionByZero : CelValue.UInt(a / b);

    public static CelValue Modulo(ulong a, ulong b) => b == 0 ? CelError.ModulusByZero : CelValue.UInt(a % b);

    public static CelValue ToInt(double value) =>
        double.IsNaN(value) || value <= -TwoTo63 || value >= TwoTo63 ? CelError.IntOverflow : CelValue.Int((long)value);

    public static CelValue ToUInt(double value) =>
        double.IsNaN(value) || value < 0 || value >= TwoTo64 ? CelError.UIntOverflow : CelValue.UInt(TruncateToUInt(value));

    public static bool TryExactInt(double value, out long number)
    {
        number = value >= -TwoTo63 && value < TwoTo63 ? (long)value : 0;
        return value >= -TwoTo63 && value < TwoTo63 && number == value;
    }

    public static bool TryExactUInt(double value, out ulong number)
    {
        number = value >= 0 && value < TwoTo64 ? TruncateToUInt(value) : 0;
        return value >= 0 && value < TwoTo64 && number == value;
    }

    /// <summary>-1, 0 or 1; the int is rounded to a double where it does not fit, as in the reference implementation.</summary>
    public static int Compare(double a, long b) => a < -TwoTo63 ? -1 : a > TwoTo63 ? 1 : a.CompareTo(b);

    public static int Compare(double a, ulong b) => a < 0 ? -1 : a > TwoTo64 ? 1 : a.CompareTo(b);

    public static int Compare(long a, ulong b) => a < 0 || b > long.MaxValue ? -1 : a.CompareTo((long)b);

    // The conversion of a double above 2^63 to ulong is not the same on all runtimes of netstandard2.0.
    private static ulong TruncateToUInt(double value) => value >= TwoTo63 ? (ulong)(long)(value - TwoTo63) + (1UL << 63) : (ulong)(long)value;
}
