using System.Globalization;
using System.Text;

namespace Kube.Json;

/// <summary>Durations as Go's <c>time.ParseDuration</c> and <c>Duration.String</c> have them, to .NET's 100 ns.</summary>
internal static class GoDurationText
{
    public const string Expected = "a duration such as 1h30m or 500ms";

    /// <summary>Reads a signed sequence of decimal numbers with units; what is finer than 100 ns is cut off.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out TimeSpan value)
    {
        value = default;
        var negative = false;
        if (text is [(byte)'-' or (byte)'+', ..])
        {
            negative = text[0] == '-';
            text = text[1..];
        }
        if (text.SequenceEqual("0"u8)) return true;
        if (text.IsEmpty) return false;

        decimal ticks = 0;
        while (!text.IsEmpty)
        {
            var digits = 0;
            while (digits < text.Length && text[digits] is (>= (byte)'0' and <= (byte)'9') or (byte)'.') digits++;
            if (digits is 0 or > 28) return false;
            var number = text[..digits];
            if (number.Count((byte)'.') > 1 || number.SequenceEqual("."u8)) return false;
            if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) return false;
            text = text[digits..];
            if (!Unit(ref text, out var scale)) return false;
            if (amount > long.MaxValue) return false;
            ticks += amount * scale;
            if (ticks > long.MaxValue) return false;
        }
        value = TimeSpan.FromTicks((long)(negative ? -ticks : ticks));
        return true;
    }

    /// <summary>Writes what Go writes: <c>0s</c>, <c>1.5ms</c>, <c>1h30m0s</c>.</summary>
    public static string Format(TimeSpan value)
    {
        if (value == TimeSpan.Zero) return "0s";
        var ticks = value.Ticks < 0 ? 0 - (ulong)value.Ticks : (ulong)value.Ticks;
        var text = new StringBuilder(24);
        if (value.Ticks < 0) text.Append('-');
        if (ticks < TimeSpan.TicksPerSecond)
        {
            var (scale, unit) = ticks switch
            {
                < 10 => (0.01m, "ns"),
                < TimeSpan.TicksPerMillisecond => (10m, "µs"),
                _ => ((decimal)TimeSpan.TicksPerMillisecond, "ms"),
            };
            return text.Append((ticks / scale).ToString("0.#######", CultureInfo.InvariantCulture)).Append(unit).ToString();
        }
        var seconds = ticks / TimeSpan.TicksPerSecond;
        var fraction = ticks % TimeSpan.TicksPerSecond;
        if (seconds >= 3600) text.Append(CultureInfo.InvariantCulture, $"{seconds / 3600}h");
        if (seconds >= 60) text.Append(CultureInfo.InvariantCulture, $"{seconds / 60 % 60}m");
        text.Append((seconds % 60 + fraction / (decimal)TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture));
        return text.Append('s').ToString();
    }

    private static bool Unit(ref ReadOnlySpan<byte> text, out decimal ticks)
    {
        (ticks, var length) = text switch
        {
            [(byte)'n', (byte)'s', ..] => (0.01m, 2),
            [(byte)'u', (byte)'s', ..] => (10m, 2),
            // µs with the micro sign (U+00B5) or the Greek letter (U+03BC)
            [0xC2, 0xB5, (byte)'s', ..] or [0xCE, 0xBC, (byte)'s', ..] => (10m, 3),
            [(byte)'m', (byte)'s', ..] => (TimeSpan.TicksPerMillisecond, 2),
            [(byte)'s', ..] => (TimeSpan.TicksPerSecond, 1),
            [(byte)'m', ..] => (TimeSpan.TicksPerMinute, 1),
            [(byte)'h', ..] => (TimeSpan.TicksPerHour, 1),
            _ => (0m, 0),
        };
        text = text[length..];
        return length > 0;
    }
}
