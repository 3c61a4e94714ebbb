namespace Kube.Cel.Kubernetes;

/// <summary>Reads dates and times of RFC 3339 with the leniency of Go's <c>time.Parse</c>.</summary>
internal static class Rfc3339
{
    /// <summary>Reads <c>YYYY-MM-DD</c>: a day that exists.</summary>
    internal static bool TryReadDate(string text, out long days)
    {
        var position = 0;
        return TryReadDate(text, ref position, out days) && position == text.Length;
    }

    /// <summary>Reads date, T, time and, where it is required or there, the zone.</summary>
    internal static bool TryRead(string text, bool zoneRequired, out Timestamp timestamp)
    {
        timestamp = default;
        var position = 0;
        if (!TryReadDate(text, ref position, out var days) || !Skip(text, ref position, 'T'))
            return false;
        // Go reads hours with one digit, too.
        var twoDigits = position + 1 < text.Length && IsDigit(text[position + 1]);
        if (!TryReadDigits(text, ref position, twoDigits ? 2 : 1, out var hour) || !Skip(text, ref position, ':')
            || !TryReadDigits(text, ref position, 2, out var minute) || !Skip(text, ref position, ':')
            || !TryReadDigits(text, ref position, 2, out var second) || hour > 23 || minute > 59 || second > 59)
            return false;
        var nanoseconds = ReadFraction(text, ref position);
        var offset = 0;
        if (position == text.Length ? zoneRequired : !TryReadZone(text, ref position, out offset) || position != text.Length)
            return false;
        timestamp = new(days * 86_400 + hour * 3600 + minute * 60 + second - offset, nanoseconds, offset);
        return true;
    }

    private static bool TryReadDate(string text, ref int position, out long days)
    {
        days = 0;
        if (!TryReadDigits(text, ref position, 4, out var year) || !Skip(text, ref position, '-')
            || !TryReadDigits(text, ref position, 2, out var month) || !Skip(text, ref position, '-')
            || !TryReadDigits(text, ref position, 2, out var day)
            || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year == 0 ? 400 : year, month))
            return false;
        days = CalendarTime.DaysOf(year, month, day);
        return true;
    }

    /// <summary>Reads a point or comma and digits, if they follow; beyond nine they are cut off.</summary>
    private static int ReadFraction(string text, ref int position)
    {
        if (position + 1 >= text.Length || text[position] is not ('.' or ',') || !IsDigit(text[position + 1]))
            return 0;
        position++;
        var nanoseconds = 0;
        var digits = 0;
        for (; position < text.Length && IsDigit(text[position]); position++, digits++)
        {
            if (digits < 9)
                nanoseconds = nanoseconds * 10 + text[position] - '0';
        }
        for (; digits < 9; digits++)
            nanoseconds *= 10;
        return nanoseconds;
    }

    private static bool TryReadZone(string text, ref int position, out int offset)
    {
        offset = 0;
        if (Skip(text, ref position, 'Z'))
            return true;
        var negative = text[position] == '-';
        if (!negative && text[position] != '+')
            return false;
        position++;
        // Offsets of 24 hours and 60 minutes are lawful in Go.
        if (!TryReadDigits(text, ref position, 2, out var hours) || !Skip(text, ref position, ':')
            || !TryReadDigits(text, ref position, 2, out var minutes) || hours > 24 || minutes > 60)
            return false;
        offset = (negative ? -60 : 60) * (hours * 60 + minutes);
        return true;
    }

    private static bool TryReadDigits(string text, ref int position, int count, out int value)
    {
        value = 0;
        if (position + count > text.Length)
            return false;
        for (var end = position + count; position < end; position++)
        {
            if (!IsDigit(text[position]))
                return false;
            value = value * 10 + text[position] - '0';
        }
        return true;
    }

    private static bool Skip(string text, ref int position, char c)
    {
        if (position >= text.Length || text[position] != c)
            return false;
        position++;
        return true;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
