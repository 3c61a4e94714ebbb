using System.Globalization;
using Kube.Cel.Re2;

namespace Kube.Schema.Structural;

/// <summary>Dates, times and durations as the server's formats read them: more liberal than RFC 3339 in places.</summary>
internal static class TimeFormats
{
    private static readonly Re2Regex ClockTime = Re2Regex.Parse("^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$");
    private static readonly Re2Regex GoDuration = Re2Regex.Parse("^[-+]?(0|(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$");
    private static readonly Re2Regex WordDuration = Re2Regex.Parse("([0-9]+)\\s*([A-Za-zµ]+)");

    // For each unit the abbreviations; of the last any longer word will do: "2 minutes".
    private static readonly string[][] Units = [["ns", "nano"], ["us", "µs", "micro"], ["ms", "milli"], ["s", "sec"], ["m", "min"], ["h", "hr", "hour"], ["d", "day"], ["w", "wk", "week"]];

    public static bool IsDate(string text) =>
        (text.Length == 10 && DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) || IsYearZero(text);

    public static bool IsDateTime(string text)
    {
        var parts = text.ToLowerInvariant().Split('t');
        if (text.Length < 4 || parts.Length < 2 || !IsDate(parts[0]) || !ClockTime.IsMatch(parts[1]))
        {
            return false;
        }

        bool Below(int start, string most) => string.CompareOrdinal(parts[1], start, most, 0, 2) <= 0;

        return Below(0, "23") && Below(3, "59") && Below(6, "59");
    }

    public static bool IsDuration(string text)
    {
        if (GoDuration.IsMatch(text) && FitsGoDuration(text))
        {
            return true;
        }

        var known = false;
        foreach (var match in WordDuration.FindAll(text))
        {
            var word = match.In(text);
            var digits = word.TakeWhile(char.IsDigit).Count();
            if (!long.TryParse(word.Substring(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                return false;
            }

            var unit = word.Substring(digits).Trim().ToLowerInvariant();
            known |= Units.Any(names => names.Contains(unit) || unit.StartsWith(names[names.Length - 1], StringComparison.Ordinal));
        }

        return known;
    }

    // Go knows the year 0, .NET does not: judge it by a leap year of the same shape.
    private static bool IsYearZero(string text) => text.Length == 10 && text.StartsWith("0000-", StringComparison.Ordinal) && IsDate("2000" + text.Substring(4));

    // A duration holds 2^63 nanoseconds, about 292 years.
    private static bool FitsGoDuration(string text)
    {
        double total = 0;
        var at = text[0] is '-' or '+' ? 1 : 0;
        while (at < text.Length && text != "0")
        {
            var start = at;
            while (at < text.Length && (text[at] is '.' or (>= '0' and <= '9')))
            {
                at++;
            }

            var amount = double.TryParse(text.Substring(start, at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
            var unitStart = at;
            while (at < text.Length && text[at] is not ('.' or (>= '0' and <= '9')))
            {
                at++;
            }

            total += amount * (text.Substring(unitStart, at - unitStart) switch { "h" => 3.6e12, "m" => 6e10, "s" => 1e9, "ms" => 1e6, "ns" => 1, _ => 1e3 });
        }

        return total < 9.223372036854775e18;
    }
}
