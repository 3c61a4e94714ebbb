using Kube.Cel.Kubernetes;

namespace Kube.Cel.Library;

/// <summary>The parts of a moment (<c>getHours</c>, …) in UTC or in a given zone.</summary>
internal static class TimeZones
{
    /// <summary>Function name, id without and with a zone, and the part.</summary>
    public static readonly (string Function, string Id, string IdWithZone, Func<CalendarTime, long> Part)[] Parts =
    [
        ("getFullYear", "timestamp_to_year", "timestamp_to_year_with_tz", t => t.Year),
        ("getMonth", "timestamp_to_month", "timestamp_to_month_with_tz", t => t.Month - 1),
        ("getDayOfYear", "timestamp_to_day_of_year", "timestamp_to_day_of_year_with_tz", t => t.DayOfYear - 1),
        ("getDayOfMonth", "timestamp_to_day_of_month", "timestamp_to_day_of_month_with_tz", t => t.Day - 1),
        ("getDate", "timestamp_to_day_of_month_1_based", "timestamp_to_day_of_month_1_based_with_tz", t => t.Day),
        ("getDayOfWeek", "timestamp_to_day_of_week", "timestamp_to_day_of_week_with_tz", t => t.DayOfWeek),
        ("getHours", "timestamp_to_hours", "timestamp_to_hours_with_tz", t => t.Hour),
        ("getMinutes", "timestamp_to_minutes", "timestamp_to_minutes_with_tz", t => t.Minute),
        ("getSeconds", "timestamp_to_seconds", "timestamp_to_seconds_tz", t => t.Second),
        ("getMilliseconds", "timestamp_to_milliseconds", "timestamp_to_milliseconds_with_tz", t => t.Millisecond),
    ];

    public static CelValue Part(in CelValue timestamp, Func<CalendarTime, long> part) => CelValue.Int(part(timestamp.AsTimestamp.AtUtc()));

    public static CelValue Part(in CelValue timestamp, in CelValue zone, Func<CalendarTime, long> part)
    {
        var moment = timestamp.AsTimestamp;
        return CelTimeZone.TryFind(zone.AsString, out var found, out var error)
            ? CelValue.Int(part(moment.At(found.OffsetAt(moment))))
            : CelValue.Error(error);
    }
}
