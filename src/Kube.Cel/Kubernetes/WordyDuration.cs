using System.Globalization;

namespace Kube.Cel.Kubernetes;

/// <summary>Durations in words, such as <c>5 days</c> and <c>2hr</c>, as the format <c>duration</c> takes them beside Go's.</summary>
internal static class WordyDuration
{
    // The last name of a unit is also taken with anything behind it: seconds, hourly; the others only as they stand: hr, not hrs.
    private static readonly (string[] Names, long Nanoseconds)[] Units =
    [
        (["ns", "nano"], 1),
        (["us", "µs", "micro"], 1_000),
        (["ms", "milli"], 1_000_000),
        (["s", "sec"], 1_000_000_000),
        (["m", "min"], 60_000_000_000),
        (["h", "hr", "hour"], 3_600_000_000_000),
        (["d", "day"], 86_400_000_000_000),
        (["w", "wk", "week"], 604_800_000_000_000),
    ];

    /// <summary>Adds up every number that a known unit follows; text between is skipped, sums overflow silently as the server's do.</summary>
    internal static bool TryParse(string text, out GoDuration duration)
    {
        duration = default;
        var total = 0L;
        var found = false;
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && text[i] is >= '0' and <= '9')
                i++;
            var digits = text.Substring(start, i - start);
            if (digits.Length == 0)
            {
                i++;
                continue;
            }
            var unitAt = i;
            while (unitAt < text.Length && text[unitAt] is ' ' or '\t' or '\n' or '\f' or '\r')
                unitAt++;
            var end = unitAt;
            while (end < text.Length && text[end] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or 'µ')
                end++;
            if (end == unitAt)
                continue;
            if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var factor))
                return false;
            if (UnitOf(text.Substring(unitAt, end - unitAt).ToLowerInvariant()) is { } unit)
            {
                total = unchecked(total + factor * unit);
                found = true;
            }
            i = end;
        }
        duration = new(total);
        return found;
    }

    private static long? UnitOf(string name)
    {
        foreach (var (names, nanoseconds) in Units)
        {
            if (names.Contains(name) || name.StartsWith(names[names.Length - 1], StringComparison.Ordinal))
                return nanoseconds;
        }
        return null;
    }
}
