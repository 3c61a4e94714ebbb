using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

/// <summary>A duration as Go has it: signed, to the nanosecond, at most some 292 years, written like <c>1h30m0s</c> (<c>metav1.Duration</c>).</summary>
/// <remarks>Reads and writes exactly what Go's <c>time.ParseDuration</c> and <c>Duration.String</c> do. A <see cref="TimeSpan"/> converts by itself.</remarks>
[JsonConverter(typeof(KubeJsonConverter<GoDuration>))]
public readonly record struct GoDuration : IKubeJson<GoDuration>, IComparable<GoDuration>
{
    private const string Expected = "a duration such as 1h30m or 500ms";

    /// <summary>A duration of so many nanoseconds.</summary>
    public GoDuration(long nanoseconds) => Nanoseconds = nanoseconds;

    /// <summary>The duration in nanoseconds.</summary>
    public long Nanoseconds { get; }

    /// <summary>The duration to .NET's 100 ns; what is finer is cut off.</summary>
    public TimeSpan ToTimeSpan() => new(Nanoseconds / TimeSpan.NanosecondsPerTick);

    /// <summary>The same duration.</summary>
    /// <exception cref="OverflowException">It is longer than Go can hold (some 292 years).</exception>
    public static implicit operator GoDuration(TimeSpan value) => new(checked(value.Ticks * TimeSpan.NanosecondsPerTick));

    /// <summary>Reads a duration: signed decimal numbers, each with a unit (<c>ns us ms s m h</c>), or <c>0</c>.</summary>
    /// <exception cref="FormatException">The text is no duration, or too long a one.</exception>
    public static GoDuration Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not a duration: write numbers with units, such as 1h30m or 500ms.");
    }

    /// <summary>Reads a duration.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out GoDuration value)
    {
        value = default;
        return text is not null && TryParse(text.AsSpan(), out value);
    }

    private static bool TryParse(ReadOnlySpan<char> text, out GoDuration value)
    {
        value = default;
        var negative = text is ['-', ..];
        if (text is ['-' or '+', ..]) text = text[1..];
        if (text is "0") return true;
        if (text.IsEmpty) return false;

        // 2^63 ns, the magnitude of the most negative duration, is the most that fits.
        const ulong Limit = 1UL << 63;
        ulong total = 0;
        while (!text.IsEmpty)
        {
            if (!TryTerm(ref text, out var nanoseconds) || nanoseconds > Limit || total + nanoseconds > Limit) return false;
            total += nanoseconds;
        }
        if (!negative && total == Limit) return false;
        value = new(negative ? unchecked((long)(0 - total)) : (long)total);
        return true;
    }

    private static bool TryTerm(ref ReadOnlySpan<char> text, out ulong nanoseconds)
    {
        nanoseconds = 0;
        var whole = Digits(text);
        var fraction = 0;
        var length = whole;
        if (length < text.Length && text[length] == '.')
        {
            fraction = Digits(text[(length + 1)..]);
            length += 1 + fraction;
        }
        if (whole + fraction == 0) return false;
        var rest = text[length..];
        if (!TryUnit(rest, out var scale, out var unitLength)) return false;

        ulong number = 0;
        if (whole > 0 && !ulong.TryParse(text[..whole], NumberStyles.None, CultureInfo.InvariantCulture, out number)) return false;
        if (UInt128.CreateChecked(number) * scale > 1UL << 63) return false;
        nanoseconds = number * scale;
        // Digits of the fraction beyond what a nanosecond can hold change nothing: 18 are plenty for the hour's 3.6e12.
        var digits = text.Slice(length - fraction, Math.Min(fraction, 18));
        if (digits.Length > 0)
            nanoseconds += (ulong)(UInt128.CreateChecked(ulong.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture)) * scale / Power(digits.Length));
        text = rest[unitLength..];
        return true;
    }

    private static bool TryUnit(ReadOnlySpan<char> text, out ulong nanoseconds, out int length)
    {
        (nanoseconds, length) = text switch
        {
            ['n', 's', ..] => (1UL, 2),
            // µ as the micro sign (U+00B5) or the Greek letter (U+03BC)
            ['u' or '\u00b5' or '\u03bc', 's', ..] => (1_000UL, 2),
            ['m', 's', ..] => (1_000_000UL, 2),
            ['s', ..] => (1_000_000_000UL, 1),
            ['m', ..] => (60_000_000_000UL, 1),
            ['h', ..] => (3_600_000_000_000UL, 1),
            _ => (0UL, 0),
        };
        // A unit ends where the next number begins.
        return length > 0 && (length == text.Length || char.IsAsciiDigit(text[length]) || text[length] == '.');
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count])) count++;
        return count;
    }

    private static UInt128 Power(int exponent)
    {
        UInt128 power = 1;
        for (var i = 0; i < exponent; i++) power *= 10;
        return power;
    }

    /// <inheritdoc/>
    public int CompareTo(GoDuration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <inheritdoc/>
    public static GoDuration ReadJson(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && TryParse(StringCodec.Read(ref reader), out var value) ? value : throw JsonRead.Unexpected(ref reader, Expected);

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, GoDuration value) => writer.WriteStringValue(value.ToString());

    /// <summary>The duration as Go writes it: <c>0s</c>, <c>1.5ms</c>, <c>1h30m0s</c>.</summary>
    public override string ToString()
    {
        if (Nanoseconds == 0) return "0s";
        var magnitude = Nanoseconds < 0 ? 0 - (ulong)Nanoseconds : (ulong)Nanoseconds;
        var text = new StringBuilder(24);
        if (Nanoseconds < 0) text.Append('-');
        switch (magnitude)
        {
            case < 1_000: return Append(text, magnitude, 1, "ns");
            case < 1_000_000: return Append(text, magnitude, 1_000, "µs");
            case < 1_000_000_000: return Append(text, magnitude, 1_000_000, "ms");
        }
        var seconds = magnitude / 1_000_000_000;
        if (seconds >= 3600) text.Append(CultureInfo.InvariantCulture, $"{seconds / 3600}h");
        if (seconds >= 60) text.Append(CultureInfo.InvariantCulture, $"{seconds / 60 % 60}m");
        return Append(text, magnitude % 60_000_000_000, 1_000_000_000, "s");
    }

    private static string Append(StringBuilder text, ulong nanoseconds, ulong scale, string unit) =>
        text.Append((nanoseconds / (decimal)scale).ToString("0.#########", CultureInfo.InvariantCulture)).Append(unit).ToString();

    /// <summary>Orders durations.</summary>
    public static bool operator <(GoDuration left, GoDuration right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Orders durations.</summary>
    public static bool operator >(GoDuration left, GoDuration right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Orders durations.</summary>
    public static bool operator <=(GoDuration left, GoDuration right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Orders durations.</summary>
    public static bool operator >=(GoDuration left, GoDuration right) => left.Nanoseconds >= right.Nanoseconds;
}
