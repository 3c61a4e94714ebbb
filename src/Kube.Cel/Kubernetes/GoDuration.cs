namespace Kube.Cel.Kubernetes;

/// <summary>A span of time in nanoseconds as Go reads and writes it.</summary>
/// <param name="Nanoseconds">The length; about 292 years either way.</param>
public readonly record struct GoDuration(long Nanoseconds) : IComparable<GoDuration>
{
    private const ulong Limit = 1UL << 63;

    private static readonly Dictionary<string, ulong> Units = new(StringComparer.Ordinal)
    {
        ["ns"] = 1,
        ["us"] = 1_000,
        ["µs"] = 1_000,
        ["μs"] = 1_000,
        ["ms"] = 1_000_000,
        ["s"] = 1_000_000_000,
        ["m"] = 60_000_000_000,
        ["h"] = 3_600_000_000_000,
    };

    /// <summary>The length in seconds, as near as a double comes to it (Go's <c>Seconds()</c>).</summary>
    public double TotalSeconds => Nanoseconds / 1_000_000_000 + Nanoseconds % 1_000_000_000 / 1e9;

    /// <summary>Reads a text such as <c>-1h2m3.5s</c> (Go's <c>time.ParseDuration</c>): numbers with units, or 0.</summary>
    /// <param name="text">The text.</param>
    /// <param name="duration">The duration.</param>
    /// <returns>Whether the text is a duration that fits.</returns>
    public static bool TryParse(string text, out GoDuration duration)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        duration = default;
        var position = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        var negative = position == 1 && text[0] == '-';
        if (position == text.Length)
            return false;
        if (position == text.Length - 1 && text[position] == '0')
            return true;
        ulong total = 0;
        while (position < text.Length)
        {
            if (!TryReadPart(text, ref position, out var part) || part > Limit - total)
                return false;
            total += part;
        }
        if (!negative && total == Limit)
            return false;
        duration = new(unchecked(negative ? -(long)total : (long)total));
        return true;
    }

    /// <summary>As Go prints it: <c>1h2m3.5s</c>, <c>1.5ms</c>, <c>0s</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        if (Nanoseconds == 0)
            return "0s";
        var sign = Nanoseconds < 0 ? "-" : "";
        var total = Nanoseconds < 0 ? unchecked((ulong)-Nanoseconds) : (ulong)Nanoseconds;
        if (total < 1_000)
            return $"{sign}{total}ns";
        if (total < 1_000_000)
            return $"{sign}{Fraction(total, 1_000)}µs";
        if (total < 1_000_000_000)
            return $"{sign}{Fraction(total, 1_000_000)}ms";
        var minutes = total / 60_000_000_000;
        var seconds = Fraction(total % 60_000_000_000, 1_000_000_000) + "s";
        return minutes == 0 ? sign + seconds
            : minutes < 60 ? $"{sign}{minutes}m{seconds}"
            : $"{sign}{minutes / 60}h{minutes % 60}m{seconds}";
    }

    /// <summary>As CEL's <c>string()</c> converts it: seconds only, such as <c>3600.5s</c>.</summary>
    /// <returns>The text.</returns>
    public string ToCelString() => GoText.FormatFixed(TotalSeconds) + "s";

    /// <inheritdoc/>
    public int CompareTo(GoDuration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    private static string Fraction(ulong value, ulong unit)
    {
        var rest = value % unit;
        if (rest == 0)
            return (value / unit).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var digits = (unit + rest).ToString(System.Globalization.CultureInfo.InvariantCulture).Substring(1).TrimEnd('0');
        return $"{value / unit}.{digits}";
    }

    private static bool TryReadPart(string text, ref int position, out ulong nanoseconds)
    {
        nanoseconds = 0;
        var start = position;
        ulong whole = 0;
        for (; position < text.Length && text[position] is >= '0' and <= '9'; position++)
        {
            if (whole > Limit / 10)
                return false;
            whole = whole * 10 + text[position] - '0';
            if (whole > Limit)
                return false;
        }
        var digits = position - start;
        ulong fraction = 0;
        var scale = 1.0;
        if (position < text.Length && text[position] == '.')
        {
            start = ++position;
            var full = false;
            for (; position < text.Length && text[position] is >= '0' and <= '9'; position++)
            {
                // What does not fit is too small to matter.
                full |= fraction > (Limit - 1) / 10;
                if (full)
                    continue;
                var next = fraction * 10 + text[position] - '0';
                full |= next > Limit;
                if (full)
                    continue;
                fraction = next;
                scale *= 10;
            }
            digits += position - start;
        }
        if (digits == 0)
            return false;
        start = position;
        while (position < text.Length && text[position] is not ('.' or (>= '0' and <= '9')))
            position++;
        if (!Units.TryGetValue(text.Substring(start, position - start), out var unit) || whole > Limit / unit)
            return false;
        nanoseconds = whole * unit + (fraction > 0 ? (ulong)(fraction * (unit / scale)) : 0);
        return nanoseconds <= Limit;
    }
}
