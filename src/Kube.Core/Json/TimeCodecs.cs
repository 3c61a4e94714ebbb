using System.Globalization;
using System.Text.Json;

namespace Kube.Json;

/// <summary>Points in time in RFC 3339, the format of Kubernetes: an offset is required, a fraction is written when there is one.</summary>
public readonly struct DateTimeOffsetCodec : IJsonCodec<DateTimeOffset>
{
    /// <inheritdoc/>
    public static DateTimeOffset Read(ref Utf8JsonReader reader) =>
        Rfc3339.TryParse(JsonRead.Text(ref reader, Rfc3339.Expected), out var value) ? value : throw JsonRead.Unexpected(ref reader, Rfc3339.Expected);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, DateTimeOffset value) => writer.WriteTimeValue(value);
}

/// <summary>Points in time in RFC 3339 as <see cref="DateTime"/>: read as UTC; an unspecified kind is written as UTC.</summary>
public readonly struct DateTimeCodec : IJsonCodec<DateTime>
{
    /// <inheritdoc/>
    public static DateTime Read(ref Utf8JsonReader reader) => DateTimeOffsetCodec.Read(ref reader).UtcDateTime;

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, DateTime value) =>
        DateTimeOffsetCodec.Write(writer, value.Kind == DateTimeKind.Local ? new DateTimeOffset(value) : new DateTimeOffset(value.Ticks, TimeSpan.Zero));
}

/// <summary>Dates, <c>2026-11-20</c>.</summary>
public readonly struct DateOnlyCodec : IJsonCodec<DateOnly>
{
    /// <inheritdoc/>
    public static DateOnly Read(ref Utf8JsonReader reader) =>
        DateOnly.TryParseExact(JsonRead.String(ref reader), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw JsonRead.Unexpected(ref reader, "a date (yyyy-mm-dd)");

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, DateOnly value) => writer.WriteStringValue(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}

/// <summary>Times of day, <c>17:30:00</c> with up to seven digits of a second.</summary>
public readonly struct TimeOnlyCodec : IJsonCodec<TimeOnly>
{
    /// <inheritdoc/>
    public static TimeOnly Read(ref Utf8JsonReader reader) =>
        TimeOnly.TryParseExact(JsonRead.String(ref reader), ["HH:mm:ss.FFFFFFF", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw JsonRead.Unexpected(ref reader, "a time of day (hh:mm:ss)");

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, TimeOnly value) => writer.WriteStringValue(value.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));
}

/// <summary>Durations as Go writes them, <c>1h30m0s</c>: what <c>metav1.Duration</c> and the format <c>duration</c> mean.</summary>
public readonly struct TimeSpanCodec : IJsonCodec<TimeSpan>
{
    /// <inheritdoc/>
    public static TimeSpan Read(ref Utf8JsonReader reader) =>
        GoDurationText.TryParse(JsonRead.Text(ref reader, GoDurationText.Expected), out var value) ? value : throw JsonRead.Unexpected(ref reader, GoDurationText.Expected);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, TimeSpan value) => writer.WriteStringValue(GoDurationText.Format(value));
}
