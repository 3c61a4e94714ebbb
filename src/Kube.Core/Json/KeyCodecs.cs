using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Kube.Json;

/// <summary>Numbers with a fraction as property names: the shortest text that gives the same number again.</summary>
/// <typeparam name="T">The type read and written.</typeparam>
public readonly struct NumberKeyCodec<T> : IJsonKeyCodec<T> where T : struct, INumber<T>
{
    /// <inheritdoc/>
    public static T ReadKey(ref Utf8JsonReader reader) =>
        T.TryParse(StringPool.Get(ref reader), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && T.IsFinite(value) ? value : throw JsonRead.Unexpected(ref reader, "a number");

    /// <inheritdoc/>
    public static void WriteKey(KubeJsonWriter writer, T key) => writer.WritePropertyName(key.ToString(null, CultureInfo.InvariantCulture));
}

/// <summary><c>true</c> and <c>false</c> as property names; System.Text.Json's <c>True</c> and <c>False</c> are read, too.</summary>
public readonly struct BooleanKeyCodec : IJsonKeyCodec<bool>
{
    /// <inheritdoc/>
    public static bool ReadKey(ref Utf8JsonReader reader) => bool.TryParse(StringPool.Get(ref reader), out var value) ? value : throw JsonRead.Unexpected(ref reader, "true or false");

    /// <inheritdoc/>
    public static void WriteKey(KubeJsonWriter writer, bool key) => writer.WritePropertyName(key ? "true" : "false");
}

/// <summary>One UTF-16 code unit as a property name.</summary>
public readonly struct CharKeyCodec : IJsonKeyCodec<char>
{
    /// <inheritdoc/>
    public static char ReadKey(ref Utf8JsonReader reader) => StringPool.Get(ref reader) is [var only] ? only : throw JsonRead.Unexpected(ref reader, "a name of one character");

    /// <inheritdoc/>
    public static void WriteKey(KubeJsonWriter writer, char key) => writer.WritePropertyName(key.ToString());
}

/// <summary>URIs as property names, kept as they were written.</summary>
public readonly struct UriKeyCodec : IJsonKeyCodec<Uri>
{
    /// <inheritdoc/>
    public static Uri ReadKey(ref Utf8JsonReader reader) =>
        Uri.TryCreate(StringPool.Get(ref reader), UriKind.RelativeOrAbsolute, out var value) ? value : throw JsonRead.Unexpected(ref reader, "a URI");

    /// <inheritdoc/>
    public static void WriteKey(KubeJsonWriter writer, Uri key) => writer.WritePropertyName(key.OriginalString);
}

/// <summary>Version numbers as property names.</summary>
public readonly struct VersionKeyCodec : IJsonKeyCodec<Version>
{
    /// <inheritdoc/>
    public static Version ReadKey(ref Utf8JsonReader reader) =>
        Version.TryParse(StringPool.Get(ref reader), out var value) ? value : throw JsonRead.Unexpected(ref reader, "a version of two to four numbers");

    /// <inheritdoc/>
    public static void WriteKey(KubeJsonWriter writer, Version key) => writer.WritePropertyName(key.ToString());
}

/// <summary>Points in time in RFC 3339 as property names.</summary>
public readonly struct DateTimeOffsetKeyCodec : IJsonKeyCodec<DateTimeOffset>
{
    /// <inheritdoc/>
    public static DateTimeOffset ReadKey(ref Utf8JsonReader reader) =>
        Rfc3339.TryParse(Encoding.UTF8.GetBytes(StringPool.Get(ref reader)), out var value) ? value : throw JsonRead.Unexpected(ref reader, Rfc3339.Expected);

    /// <inheritdoc/>
    public static void WriteKey(KubeJsonWriter writer, DateTimeOffset key)
    {
        Span<byte> text = stackalloc byte[Rfc3339.MaxLength];
        writer.WritePropertyName(text[..Rfc3339.Format(key, text)]);
    }
}

/// <summary>Points in time in RFC 3339 as property names: read as UTC; an unspecified kind is written as UTC.</summary>
public readonly struct DateTimeKeyCodec : IJsonKeyCodec<DateTime>
{
    /// <inheritdoc/>
    public static DateTime ReadKey(ref Utf8JsonReader reader) => DateTimeOffsetKeyCodec.ReadKey(ref reader).UtcDateTime;

    /// <inheritdoc/>
    public static void WriteKey(KubeJsonWriter writer, DateTime key) =>
        DateTimeOffsetKeyCodec.WriteKey(writer, key.Kind == DateTimeKind.Local ? new DateTimeOffset(key) : new DateTimeOffset(key.Ticks, TimeSpan.Zero));
}

/// <summary>Dates as property names, <c>2026-11-20</c>.</summary>
public readonly struct DateOnlyKeyCodec : IJsonKeyCodec<DateOnly>
{
    /// <inheritdoc/>
    public static DateOnly ReadKey(ref Utf8JsonReader reader) =>
        DateOnly.TryParseExact(StringPool.Get(ref reader), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw JsonRead.Unexpected(ref reader, "a date (yyyy-mm-dd)");

    /// <inheritdoc/>
    public static void WriteKey(KubeJsonWriter writer, DateOnly key) => writer.WritePropertyName(key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}

/// <summary>Times of day as property names, <c>17:30:00</c>.</summary>
public readonly struct TimeOnlyKeyCodec : IJsonKeyCodec<TimeOnly>
{
    /// <inheritdoc/>
    public static TimeOnly ReadKey(ref Utf8JsonReader reader) =>
        TimeOnly.TryParse(StringPool.Get(ref reader), CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value : throw JsonRead.Unexpected(ref reader, "a time of day (hh:mm:ss)");

    /// <inheritdoc/>
    public static void WriteKey(KubeJsonWriter writer, TimeOnly key) => writer.WritePropertyName(key.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));
}

/// <summary>Durations as property names, as Go writes them: <c>1h30m0s</c>.</summary>
public readonly struct TimeSpanKeyCodec : IJsonKeyCodec<TimeSpan>
{
    /// <inheritdoc/>
    public static TimeSpan ReadKey(ref Utf8JsonReader reader) =>
        GoDurationText.TryParse(Encoding.UTF8.GetBytes(StringPool.Get(ref reader)), out var value) ? value : throw JsonRead.Unexpected(ref reader, "a duration (1h30m)");

    /// <inheritdoc/>
    public static void WriteKey(KubeJsonWriter writer, TimeSpan key) => writer.WritePropertyName(GoDurationText.Format(key));
}
