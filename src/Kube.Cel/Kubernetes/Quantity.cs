using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Kube.Cel.Kubernetes;

/// <summary>How a quantity was written, and so how it is written again.</summary>
public enum QuantityFormat
{
    /// <summary>1.5, 1500m, 12k, 3M.</summary>
    DecimalSI,

    /// <summary>12Ki, 3Mi.</summary>
    BinarySI,

    /// <summary>12e6.</summary>
    DecimalExponent,
}

/// <summary>An amount as <c>resource.Quantity</c> has it: exact decimal down to 1n, with a suffix.</summary>
/// <remarks>
/// apimachinery holds small amounts as a 64-bit number and others as a big one, and <c>isInteger()</c> looks at that: it says no for
/// <c>1.0</c> and for <c>1Ei</c>. <see cref="IsSmall"/> follows the same rules, through arithmetic too.
/// </remarks>
public sealed class Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    /// <summary>The most decimal digits a sum may have; apimachinery has no such limit and runs out of memory instead.</summary>
    internal const int MaxDigits = 10_000;

    internal const string TooManyDigits = "a sum of quantities has more than 10000 digits";

    private readonly BigInteger _unscaled;

    internal Quantity(BigInteger unscaled, int scale, QuantityFormat format, bool isSmall, string? text = null)
    {
        _unscaled = unscaled;
        Scale = scale;
        Format = format;
        IsSmall = isSmall;
        Text = text;
    }

    /// <summary>How the quantity is written.</summary>
    public QuantityFormat Format { get; }

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => _unscaled.Sign;

    /// <summary>Whether <see cref="TryGetInteger"/> succeeds: CEL's <c>isInteger()</c>.</summary>
    public bool IsInteger => TryGetInteger(out _);

    /// <summary>The power of ten that the unscaled value is to be multiplied with.</summary>
    internal int Scale { get; }

    internal BigInteger Unscaled => _unscaled;

    /// <summary>Whether apimachinery holds the amount as a 64-bit number.</summary>
    internal bool IsSmall { get; }

    /// <summary>The text it was read from, where apimachinery keeps that.</summary>
    internal string? Text { get; }

    /// <summary>A whole number, as CEL adds and subtracts them.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The quantity.</returns>
    public static Quantity FromInteger(long value) => new(value, 0, QuantityFormat.DecimalExponent, isSmall: true);

    /// <summary>Reads a quantity.</summary>
    /// <param name="text">A number with an optional suffix: n u m k M G T P E, Ki to Ei, or e and an exponent.</param>
    /// <param name="quantity">The quantity; more than nine decimals are rounded up, binary ones capped at 2^63-1.</param>
    /// <param name="error">What an API server says of a text that is none.</param>
    /// <returns>Whether the text is a quantity.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out Quantity? quantity, [NotNullWhen(false)] out string? error) =>
        QuantityParser.TryParse(text ?? throw new ArgumentNullException(nameof(text)), out quantity, out error);

    /// <summary>Reads a quantity.</summary>
    /// <param name="text">See <see cref="TryParse"/>.</param>
    /// <returns>The quantity.</returns>
    /// <exception cref="FormatException">The text is no quantity.</exception>
    public static Quantity Parse(string text) =>
        TryParse(text, out var quantity, out var error) ? quantity : throw new FormatException(error);

    /// <summary>The whole number, where apimachinery can give it at once: CEL's <c>asInteger()</c>.</summary>
    /// <param name="value">The number.</param>
    /// <returns>False for fractions, for numbers over 64 bits and for those held as big ones.</returns>
    public bool TryGetInteger(out long value)
    {
        value = 0;
        if (!IsSmall || Scale < 0)
            return false;
        if (_unscaled.IsZero)
            return true;
        if (Scale > 18 || Shift(_unscaled, Scale) is var whole && !FitsLong(whole))
            return false;
        value = (long)Shift(_unscaled, Scale);
        return true;
    }

    /// <summary>The amount as a double: CEL's <c>asApproximateFloat()</c>.</summary>
    /// <returns>The double, computed as apimachinery does, last digits included; infinite beyond its range.</returns>
    public double ToApproximateDouble()
    {
        const int MoreThanADoubleHolds = 400;
        var value = FitsLong(_unscaled) ? (double)(long)_unscaled
            : DigitCount(BigInteger.Abs(_unscaled)) > MoreThanADoubleHolds ? Sign * double.PositiveInfinity
            : double.Parse(_unscaled.ToString(CultureInfo.InvariantCulture), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return Scale == 0 ? value : value * PowerOfTen(Scale);
    }

    /// <summary>The sum. A zero takes on the other's format.</summary>
    /// <param name="other">The summand.</param>
    /// <param name="sum">The sum.</param>
    /// <returns>False when the sum would have more than 10,000 digits.</returns>
    public bool TryAdd(Quantity other, [NotNullWhen(true)] out Quantity? sum)
    {
        if (other is null)
            throw new ArgumentNullException(nameof(other));
        sum = null;
        var format = Sign == 0 ? other.Format : Format;
        var scale = Math.Min(Scale, other.Scale);
        if (IsSmall && other.IsSmall && (Sign == 0 || other.Sign == 0))
            sum = Sign != 0 ? new(_unscaled, Scale, format, isSmall: true) : new(other._unscaled, other.Scale, format, isSmall: true);
        else if (TryAlign(scale, out var left) && other.TryAlign(scale, out var right))
            sum = new(left + right, scale, format, IsSmall && other.IsSmall && FitsLong(left) && FitsLong(right) && FitsLong(left + right));
        return sum is not null;
    }

    /// <summary>The difference. A zero takes on the other's format.</summary>
    /// <param name="other">What to take away.</param>
    /// <param name="difference">The difference.</param>
    /// <returns>False when the difference would have more than 10,000 digits.</returns>
    public bool TrySubtract(Quantity other, [NotNullWhen(true)] out Quantity? difference)
    {
        if (other is null)
            throw new ArgumentNullException(nameof(other));
        return TryAdd(new(-other._unscaled, other.Scale, other.Format, other.IsSmall && FitsLong(-other._unscaled)), out difference);
    }

    /// <summary>The sum; see <see cref="TryAdd"/>.</summary>
    /// <param name="other">The summand.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">The sum would have more than 10,000 digits.</exception>
    public Quantity Add(Quantity other) => TryAdd(other, out var sum) ? sum : throw new OverflowException(TooManyDigits);

    /// <summary>The difference; see <see cref="TrySubtract"/>.</summary>
    /// <param name="other">What to take away.</param>
    /// <returns>The difference.</returns>
    /// <exception cref="OverflowException">The difference would have more than 10,000 digits.</exception>
    public Quantity Subtract(Quantity other) => TrySubtract(other, out var difference) ? difference : throw new OverflowException(TooManyDigits);

    /// <inheritdoc/>
    public int CompareTo(Quantity? other)
    {
        if (other is null)
            return 1;
        if (Sign != other.Sign || Sign == 0)
            return Sign.CompareTo(other.Sign);
        // Magnitudes first: 1e2000000000 is not to be written out.
        var magnitude = Magnitude().CompareTo(other.Magnitude());
        if (magnitude != 0)
            return magnitude * Sign;
        var scale = Math.Min(Scale, other.Scale);
        return Shift(_unscaled, Scale - scale).CompareTo(Shift(other._unscaled, other.Scale - scale));
    }

    /// <summary>Whether two quantities are the same amount, however written.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether they are.</returns>
    public bool Equals(Quantity? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Quantity);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var (digits, exponent) = Reduce(_unscaled, Scale);
        return (digits, exponent).GetHashCode();
    }

    /// <summary>The canonical form in the quantity's format, or the text it was read from if that is as good.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Text ?? QuantityText.Canonical(this);

    /// <summary>Moves factors of ten from the digits into the exponent.</summary>
    internal static (BigInteger Digits, long Exponent) Reduce(BigInteger digits, long exponent)
    {
        if (digits.IsZero)
            return (digits, 0);
        // By ever smaller powers of ten: dividing by ten again and again would be quadratic in the zeros, and so would a text.
        var factorsOfTwo = Math.Min(FactorsOfTwo(digits), DigitCount(BigInteger.Abs(digits)));
        var step = 1;
        while (step <= factorsOfTwo / 2)
            step *= 2;
        for (; step > 0 && factorsOfTwo > 0; step /= 2)
        {
            var quotient = BigInteger.DivRem(digits, BigInteger.Pow(10, step), out var rest);
            if (rest.IsZero)
                (digits, exponent) = (quotient, exponent + step);
        }
        return (digits, exponent);
    }

    /// <summary>How many decimal digits a positive number has, without writing it out, which takes time quadratic in them.</summary>
    internal static int DigitCount(BigInteger value)
    {
        // The logarithm is right to far less than this; next to a power of ten, one comparison decides.
        const double Doubt = 1e-4;
        var logarithm = BigInteger.Log10(value);
        var nearest = (int)Math.Round(logarithm);
        return Math.Abs(logarithm - nearest) > Doubt ? (int)logarithm + 1
            : value >= BigInteger.Pow(10, nearest) ? nearest + 1 : nearest;
    }

    internal static BigInteger Shift(BigInteger value, int digits) => value * BigInteger.Pow(10, digits);

    internal static bool FitsLong(BigInteger value) => value >= long.MinValue && value <= long.MaxValue;

    private bool TryAlign(int scale, out BigInteger aligned)
    {
        var digits = (long)Scale - scale;
        aligned = BigInteger.Zero;
        if (digits <= MaxDigits)
            aligned = Shift(_unscaled, (int)digits);
        return digits <= MaxDigits || _unscaled.IsZero;
    }

    /// <summary>Digits before the decimal point.</summary>
    private long Magnitude() => DigitCount(BigInteger.Abs(_unscaled)) + (long)Scale;

    /// <summary>How often two divides a number that is not zero; ten does so no more often.</summary>
    private static int FactorsOfTwo(BigInteger value)
    {
        var bytes = value.ToByteArray();
        var count = 0;
        while (bytes[count / 8] == 0)
            count += 8;
        while ((bytes[count / 8] >> (count % 8) & 1) == 0)
            count++;
        return count;
    }

    // Go's math.Pow10, which multiplies two exact table entries.
    private static double PowerOfTen(int exponent) => exponent switch
    {
        < -323 => 0,
        > 308 => double.PositiveInfinity,
        < 0 => Exact(-(-exponent / 32 * 32)) / Exact(-exponent % 32),
        _ => Exact(exponent / 32 * 32) * Exact(exponent % 32),
    };

    private static double Exact(int exponent) =>
        double.Parse("1e" + exponent.ToString(CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
}
