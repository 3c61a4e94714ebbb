using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

/// <summary>How a quantity is written.</summary>
public enum QuantityFormat
{
    /// <summary>Powers of ten by letter: <c>n u m k M G T P E</c>.</summary>
    DecimalSI,
    /// <summary>Powers of 1024: <c>Ki Mi Gi Ti Pi Ei</c>.</summary>
    BinarySI,
    /// <summary>Powers of ten by number: <c>12e6</c>.</summary>
    DecimalExponent,
}

/// <summary>An amount of a resource such as <c>500m</c> CPU or <c>2Gi</c> of memory. Keeps its text exactly and compares by value.</summary>
/// <remarks>
/// Values lie within ±(2^63-1) and are exact to the nano; what is larger is capped and what is finer is rounded away from zero, as in
/// Kubernetes. Equality and order are those of the value: <c>1Gi</c> equals <c>1024Mi</c>. A text converts by itself.
/// </remarks>
[JsonConverter(typeof(KubeJsonConverter<Quantity>))]
public readonly struct Quantity : IKubeJson<Quantity>, IEquatable<Quantity>, IComparable<Quantity>
{
    private const string Expected = "a quantity such as 500m, 2Gi or 1e3";

    // Eight bytes an instance: what a cache holds by the thousand. The value is worked out when it is asked for.
    private readonly string? _text;

    private Quantity(string text) => _text = text;

    /// <summary>The amount, written with a suffix of the format.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount lies outside ±(2^63-1).</exception>
    public Quantity(decimal value, QuantityFormat format = QuantityFormat.DecimalSI)
    {
        if (Math.Abs(value) > long.MaxValue) throw new ArgumentOutOfRangeException(nameof(value), value, "A quantity lies within ±9223372036854775807.");
        _text = QuantityText.Format(QuantityText.RoundToNano(value), format);
    }

    /// <summary>The amount as a number.</summary>
    public decimal Value => QuantityText.TryParse(_text ?? "0", out var value, out _) ? value : 0;

    /// <summary>How the amount is written.</summary>
    public QuantityFormat Format => QuantityText.TryParse(_text ?? "0", out _, out var format) ? format : QuantityFormat.DecimalSI;

    /// <summary>The amount as a whole number, rounded away from zero: <c>500m</c> is 1.</summary>
    public long ToInt64() => (long)Math.Round(Value, MidpointRounding.ToZero) is var whole && whole == Value ? whole : whole + Math.Sign(Value);

    /// <summary>The amount in thousandths, rounded away from zero: <c>1.5</c> CPU are 1500.</summary>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    public long ToMilliInt64()
    {
        var milli = Value * 1000;
        var whole = Math.Truncate(milli);
        return checked((long)(whole == milli ? whole : whole + Math.Sign(milli)));
    }

    /// <summary>The same amount as Kubernetes would write it: no fraction, the largest suffix that fits. <c>1024Ki</c> becomes <c>1Mi</c>, <c>0.5</c> becomes <c>500m</c>.</summary>
    public Quantity Canonicalize() => new(QuantityText.Format(Value, Format));

    /// <summary>Reads a quantity.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static Quantity Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var value) ? value
            : throw new FormatException($"'{text}' is not a quantity: write a number with an optional suffix (n u m k M G T P E, Ki Mi Gi Ti Pi Ei, or e and an exponent).");
    }

    /// <summary>Reads a quantity.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Quantity value)
    {
        value = default;
        if (text is null || !QuantityGrammar.TrySplit(text, out _)) return false;
        value = new(text);
        return true;
    }

    /// <summary>Reads a quantity.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static implicit operator Quantity(string text) => Parse(text);

    /// <summary>A whole amount.</summary>
    public static implicit operator Quantity(long value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => Value.CompareTo(other.Value);

    /// <summary>Equal when the values are, however they are written.</summary>
    public bool Equals(Quantity other) => _text == other._text || Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public static Quantity ReadJson(ref Utf8JsonReader reader)
    {
        // A Go server takes a bare number for a quantity, too.
        var text = reader.TokenType == JsonTokenType.Number
            ? System.Text.Encoding.UTF8.GetString(reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan)
            : StringCodec.Read(ref reader);
        return TryParse(text, out var value) ? value : throw JsonRead.Unexpected(ref reader, Expected);
    }

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, Quantity value) => writer.WriteStringValue(value.ToString());

    /// <summary>The text, as it came.</summary>
    public override string ToString() => _text ?? "0";

    /// <summary>The sum, written like the left one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sum lies outside ±(2^63-1).</exception>
    public static Quantity operator +(Quantity left, Quantity right) => new(left.Value + right.Value, left.Format);

    /// <summary>The difference, written like the left one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The difference lies outside ±(2^63-1).</exception>
    public static Quantity operator -(Quantity left, Quantity right) => new(left.Value - right.Value, left.Format);

    /// <summary>Whether the values are equal.</summary>
    public static bool operator ==(Quantity left, Quantity right) => left.Equals(right);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(Quantity left, Quantity right) => !left.Equals(right);

    /// <summary>Orders by value.</summary>
    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    /// <summary>Orders by value.</summary>
    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    /// <summary>Orders by value.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by value.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;
}
