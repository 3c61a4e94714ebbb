namespace Kube.Cel.Kubernetes;

/// <summary>Calendar fields in the proleptic Gregorian calendar, of any year.</summary>
/// <param name="Year">The year; may be 0 or 10000 where an offset leads out of CEL's range.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
/// <param name="DayOfYear">1 to 366.</param>
/// <param name="DayOfWeek">0 (Sunday) to 6.</param>
/// <param name="Hour">0 to 23.</param>
/// <param name="Minute">0 to 59.</param>
/// <param name="Second">0 to 59.</param>
/// <param name="Millisecond">0 to 999.</param>
public readonly record struct CalendarTime(
    long Year, int Month, int Day, int DayOfYear, int DayOfWeek, int Hour, int Minute, int Second, int Millisecond)
{
    private const int DaysTo1970 = 719_162;
    private const int DaysIn400Years = 146_097;

    internal static CalendarTime Of(long seconds, int nanoseconds)
    {
        var days = FloorDivide(seconds, 86_400);
        var time = (int)(seconds - days * 86_400);
        // Whole cycles of 400 years aside, the rest is what DateTime can count.
        var cycles = FloorDivide(days + DaysTo1970, DaysIn400Years);
        var date = new DateTime((days + DaysTo1970 - cycles * DaysIn400Years) * TimeSpan.TicksPerDay);
        return new(date.Year + 400 * cycles, date.Month, date.Day, date.DayOfYear, (int)date.DayOfWeek,
            time / 3600, time / 60 % 60, time % 60, nanoseconds / 1_000_000);
    }

    /// <summary>Days since 1970-01-01 of a date; the day must exist.</summary>
    internal static long DaysOf(int year, int month, int day)
    {
        // Year 0 is a leap year like 400.
        var shifted = year < 1 ? year + 400 : year;
        return new DateTime(shifted, month, day).Ticks / TimeSpan.TicksPerDay - DaysTo1970 - (year < 1 ? DaysIn400Years : 0);
    }

    private static long FloorDivide(long value, long by) => value / by - (value % by < 0 ? 1 : 0);
}
