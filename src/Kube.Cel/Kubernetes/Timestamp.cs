using System.Globalization;

namespace Kube.Cel.Kubernetes;

/// <summary>A moment to the nanosecond as CEL has it: 0001-01-01 to 9999-12-31 UTC, with the offset it was written with.</summary>
public readonly struct Timestamp : IEquatable<Timestamp>, IComparable<Timestamp>
{
    /// <summary>0001-01-01T00:00:00Z in seconds since 1970.</summary>
    public const long MinUnixSeconds = -62_135_596_800;

    /// <summary>9999-12-31T23:59:59Z in seconds since 1970.</summary>
    public const long MaxUnixSeconds = 253_402_300_799;

    /// <summary>A moment; not checked for CEL's range, so that arithmetic can report its own error.</summary>
    /// <param name="unixSeconds">Whole seconds since 1970-01-01T00:00:00Z, rounded down.</param>
    /// <param name="nanoseconds">0 to 999,999,999.</param>
    /// <param name="offsetSeconds">Offset from UTC that the text form is written with.</param>
    public Timestamp(long unixSeconds, int nanoseconds, int offsetSeconds = 0)
    {
        if (nanoseconds is < 0 or > 999_999_999)
            throw new ArgumentOutOfRangeException(nameof(nanoseconds), nanoseconds, "must be 0 to 999999999");
        (UnixSeconds, Nanoseconds, OffsetSeconds) = (unixSeconds, nanoseconds, offsetSeconds);
    }

    /// <summary>Whole seconds since 1970-01-01T00:00:00Z, rounded down.</summary>
    public long UnixSeconds { get; }

    /// <summary>Nanoseconds beyond, 0 to 999,999,999.</summary>
    public int Nanoseconds { get; }

    /// <summary>The offset from UTC, in seconds, of the text form.</summary>
    public int OffsetSeconds { get; }

    /// <summary>Whether the moment lies within CEL's range.</summary>
    public bool IsInRange => UnixSeconds is >= MinUnixSeconds and <= MaxUnixSeconds;

    /// <summary>Reads RFC 3339 as Go's <c>time.Parse(time.RFC3339, ...)</c> does, which also takes one-digit hours and a decimal comma.</summary>
    /// <param name="text">Such as <c>2024-05-06T07:08:09.123+02:00</c>.</param>
    /// <param name="timestamp">The moment; check <see cref="IsInRange"/>.</param>
    /// <returns>Whether the text is a timestamp.</returns>
    public static bool TryParse(string text, out Timestamp timestamp) =>
        Rfc3339.TryRead(text ?? throw new ArgumentNullException(nameof(text)), zoneRequired: true, out timestamp);

    /// <summary>The calendar fields at an offset from UTC.</summary>
    /// <param name="offsetSeconds">The offset, in seconds, east positive.</param>
    /// <returns>The fields.</returns>
    public CalendarTime At(long offsetSeconds) => CalendarTime.Of(unchecked(UnixSeconds + offsetSeconds), Nanoseconds);

    /// <summary>The calendar fields in UTC, which is where API servers evaluate.</summary>
    /// <returns>The fields.</returns>
    public CalendarTime AtUtc() => At(0);

    /// <summary>RFC 3339 with as many decimals as needed, at the offset it was written with: CEL's <c>string(timestamp)</c>.</summary>
    /// <returns>Such as <c>2024-05-06T07:08:09.123+02:00</c>.</returns>
    public override string ToString()
    {
        var local = At(OffsetSeconds);
        var fraction = Nanoseconds == 0 ? "" : "." + Nanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        var minutes = Math.Abs(OffsetSeconds / 60);
        var zone = OffsetSeconds == 0 ? "Z"
            : string.Format(CultureInfo.InvariantCulture, "{0}{1:D2}:{2:D2}", OffsetSeconds < 0 ? '-' : '+', minutes / 60, minutes % 60);
        return string.Format(CultureInfo.InvariantCulture, "{0:D4}-{1:D2}-{2:D2}T{3:D2}:{4:D2}:{5:D2}{6}{7}",
            local.Year, local.Month, local.Day, local.Hour, local.Minute, local.Second, fraction, zone);
    }

    /// <summary>Whether two timestamps are the same moment, whatever their offsets.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether they are.</returns>
    public bool Equals(Timestamp other) => UnixSeconds == other.UnixSeconds && Nanoseconds == other.Nanoseconds;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Timestamp other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (UnixSeconds, Nanoseconds).GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(Timestamp other) =>
        UnixSeconds != other.UnixSeconds ? UnixSeconds.CompareTo(other.UnixSeconds) : Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Whether two timestamps are the same moment.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are.</returns>
    public static bool operator ==(Timestamp left, Timestamp right) => left.Equals(right);

    /// <summary>Whether two timestamps are different moments.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are.</returns>
    public static bool operator !=(Timestamp left, Timestamp right) => !left.Equals(right);
}
