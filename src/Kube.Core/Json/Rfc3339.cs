namespace Kube.Json;

/// <summary>RFC 3339 timestamps as Go's <c>time.RFC3339Nano</c> reads and writes them, to .NET's 100 ns.</summary>
internal static class Rfc3339
{
    public const string Expected = "a time in RFC 3339 (2026-11-20T17:30:00Z)";

    /// <summary><c>yyyy-MM-ddTHH:mm:ss.fffffff+hh:mm</c></summary>
    public const int MaxLength = 33;

    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        value = default;
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':') return false;
        if (!Digits(text[..4], out var year) || !Digits(text.Slice(5, 2), out var month) || !Digits(text.Slice(8, 2), out var day)
            || !Digits(text.Slice(11, 2), out var hour) || !Digits(text.Slice(14, 2), out var minute) || !Digits(text.Slice(17, 2), out var second))
        {
            return false;
        }
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;

        var rest = text[19..];
        if (!Fraction(ref rest, out var fraction) || !Offset(rest, out var offset)) return false;
        var ticks = new DateTime(year, month, day, hour, minute, second).Ticks + fraction;
        var utc = ticks - offset.Ticks;
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks) return false;
        value = new DateTimeOffset(ticks, offset);
        return true;
    }

    /// <summary>Writes the shortest form: no fraction of zero, <c>Z</c> for UTC.</summary>
    public static int Format(DateTimeOffset value, Span<byte> text)
    {
        Put(text, value.Year, 4);
        text[4] = (byte)'-';
        Put(text[5..], value.Month, 2);
        text[7] = (byte)'-';
        Put(text[8..], value.Day, 2);
        text[10] = (byte)'T';
        Put(text[11..], value.Hour, 2);
        text[13] = (byte)':';
        Put(text[14..], value.Minute, 2);
        text[16] = (byte)':';
        Put(text[17..], value.Second, 2);
        var length = 19;
        var fraction = (int)(value.Ticks % TimeSpan.TicksPerSecond);
        if (fraction != 0)
        {
            text[length] = (byte)'.';
            Put(text[(length + 1)..], fraction, 7);
            length += 8;
            while (text[length - 1] == '0') length--;
        }
        var minutes = (int)value.Offset.TotalMinutes;
        if (minutes == 0)
        {
            text[length] = (byte)'Z';
            return length + 1;
        }
        text[length] = minutes < 0 ? (byte)'-' : (byte)'+';
        Put(text[(length + 1)..], Math.Abs(minutes) / 60, 2);
        text[length + 3] = (byte)':';
        Put(text[(length + 4)..], Math.Abs(minutes) % 60, 2);
        return length + 6;
    }

    private static bool Fraction(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        if (rest.IsEmpty || rest[0] != '.') return true;
        var digits = 0;
        var scale = TimeSpan.TicksPerSecond;
        while (1 + digits < rest.Length && rest[1 + digits] is >= (byte)'0' and <= (byte)'9')
        {
            scale /= 10;
            ticks += (rest[1 + digits] - '0') * scale;
            digits++;
        }
        rest = rest[(1 + digits)..];
        return digits > 0;
    }

    private static bool Offset(ReadOnlySpan<byte> rest, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (rest.Length == 1) return (rest[0] | 0x20) == 'z';
        if (rest.Length != 6 || rest[3] != ':' || rest[0] is not ((byte)'+' or (byte)'-')) return false;
        if (!Digits(rest.Slice(1, 2), out var hours) || !Digits(rest.Slice(4, 2), out var minutes) || minutes > 59 || hours * 60 + minutes > 14 * 60) return false;
        offset = TimeSpan.FromMinutes((rest[0] == '-' ? -1L : 1L) * (hours * 60 + minutes));
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            value = value * 10 + (digit - '0');
        }
        return true;
    }

    private static void Put(Span<byte> text, int value, int digits)
    {
        for (var i = digits - 1; i >= 0; i--)
        {
            text[i] = (byte)('0' + value % 10);
            value /= 10;
        }
    }
}
