using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Kube.Json;

/// <summary>Integers of any .NET type; <c>1.0</c> and <c>1e3</c> are integers too, <c>"1"</c> is not.</summary>
/// <typeparam name="T">A primitive integer type of at most 64 bits.</typeparam>
public readonly struct IntegerCodec<T> : IJsonCodec<T>, IJsonKeyCodec<T> where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    /// <inheritdoc/>
    public static T Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number) throw JsonRead.Unexpected(ref reader, Expected);
        // The comparisons with typeof are constants to the JIT.
        if (typeof(T) == typeof(int) && reader.TryGetInt32(out var small)) return T.CreateTruncating(small);
        if (reader.TryGetInt64(out var signed)) return Checked(ref reader, signed);
        if (reader.TryGetUInt64(out var unsigned)) return Checked(ref reader, unsigned);
        if (reader.TryGetDecimal(out var exact) && exact == decimal.Truncate(exact)) return Checked(ref reader, exact);
        throw JsonRead.Unexpected(ref reader, Expected);
    }

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, T value)
    {
        if (typeof(T) == typeof(ulong) || typeof(T) == typeof(nuint)) writer.WriteNumberValue(ulong.CreateTruncating(value));
        else writer.WriteNumberValue(long.CreateTruncating(value));
    }

    /// <inheritdoc/>
    public static T ReadKey(ref Utf8JsonReader reader) =>
        T.TryParse(StringPool.Get(ref reader), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw JsonRead.Unexpected(ref reader, Expected);

    /// <inheritdoc/>
    public static void WriteKey(KubeJsonWriter writer, T key) => writer.WritePropertyName(key.ToString(null, CultureInfo.InvariantCulture));

    private static T Checked<TOther>(ref Utf8JsonReader reader, TOther value) where TOther : INumberBase<TOther>
    {
        try
        {
            return T.CreateChecked(value);
        }
        catch (OverflowException)
        {
            throw JsonRead.Unexpected(ref reader, Expected);
        }
    }

    private static string Expected => string.Create(CultureInfo.InvariantCulture, $"an integer from {T.MinValue} to {T.MaxValue}");
}

/// <summary>Double-precision numbers.</summary>
public readonly struct DoubleCodec : IJsonCodec<double>
{
    /// <inheritdoc/>
    public static double Read(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) && double.IsFinite(value)
            ? value
            : throw JsonRead.Unexpected(ref reader, "a number of double precision");

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, double value) => writer.WriteNumberValue(value);
}

/// <summary>Single-precision numbers.</summary>
public readonly struct SingleCodec : IJsonCodec<float>
{
    /// <inheritdoc/>
    public static float Read(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out var value) && float.IsFinite(value)
            ? value
            : throw JsonRead.Unexpected(ref reader, "a number of single precision");

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, float value) => writer.WriteNumberValue(value);
}

/// <summary>Half-precision numbers.</summary>
public readonly struct HalfCodec : IJsonCodec<Half>
{
    /// <inheritdoc/>
    public static Half Read(ref Utf8JsonReader reader)
    {
        var value = (Half)SingleCodec.Read(ref reader);
        return Half.IsFinite(value) ? value : throw JsonRead.Unexpected(ref reader, "a number of half precision");
    }

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, Half value) => writer.WriteNumberValue((float)value);
}

/// <summary>Decimal numbers, exact.</summary>
public readonly struct DecimalCodec : IJsonCodec<decimal>
{
    /// <inheritdoc/>
    public static decimal Read(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var value)
            ? value
            : throw JsonRead.Unexpected(ref reader, "a decimal number");

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, decimal value) => writer.WriteNumberValue(value);
}
