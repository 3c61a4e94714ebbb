using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Kube.Cel.Kubernetes;

/// <summary>The zone argument of CEL's <c>getHours("...")</c> and its sisters: an offset such as <c>-05:30</c>, or an IANA name.</summary>
public sealed class CelTimeZone
{
    private readonly long _offsetSeconds;
    private readonly TimeZoneInfo? _zone;

    private CelTimeZone(long offsetSeconds, TimeZoneInfo? zone) => (_offsetSeconds, _zone) = (offsetSeconds, zone);

    /// <summary>Finds a zone; the names are those of the machine's time zone data.</summary>
    /// <param name="text">Empty or <c>UTC</c>, hours and minutes with a colon between, or a name as it is written in the data.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="error">What an API server says of a text that is none.</param>
    /// <returns>Whether there is such a zone. An unknown one is an error, never UTC.</returns>
    public static bool TryFind(string text, [NotNullWhen(true)] out CelTimeZone? zone, [NotNullWhen(false)] out string? error)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        zone = null;
        var colon = text.IndexOf(':');
        error = colon < 0 ? FindNamed(text, out zone) : ReadOffset(text, colon, out zone);
        return error is null;
    }

    /// <summary>Seconds to add to UTC at a moment.</summary>
    /// <param name="timestamp">The moment.</param>
    /// <returns>The offset, east positive.</returns>
    public long OffsetAt(Timestamp timestamp)
    {
        if (_zone is null)
            return _offsetSeconds;
        var seconds = Math.Min(Math.Max(timestamp.UnixSeconds, Timestamp.MinUnixSeconds), Timestamp.MaxUnixSeconds);
        var utc = new DateTime((seconds - Timestamp.MinUnixSeconds) * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        return (long)_zone.GetUtcOffset(utc).TotalSeconds;
    }

    private static string? FindNamed(string name, out CelTimeZone? zone)
    {
        zone = name is "" or "UTC" or "Local" ? new(0, null) : null;
        if (zone is not null)
            return null;
        if (name.Contains("..") || name[0] is '/' or '\\')
            return "time: invalid location name";
        try
        {
            // No IANA name has a blank and none differs from another in case; Windows names and other spellings are no zones to Go.
            var found = name.IndexOf(' ') < 0 ? TimeZoneInfo.FindSystemTimeZoneById(name) : null;
            if (found is not null && found.Id == name)
                zone = new(0, found);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
        {
            // Told below.
        }
        return zone is null ? "unknown time zone " + name : null;
    }

    private static string? ReadOffset(string text, int colon, out CelTimeZone? zone)
    {
        zone = null;
        if (ReadNumber(text.Substring(0, colon), out var hours) is { } badHours)
            return badHours;
        if (ReadNumber(text.Substring(colon + 1), out var minutes) is { } badMinutes)
            return badMinutes;
        if (minutes is < 0 or > 59)
            return "timezone offset minutes out of range [0, 59]: " + text;
        zone = new(unchecked((hours * 60 + (text[0] == '-' ? -minutes : minutes)) * 60), null);
        return null;
    }

    private static string? ReadNumber(string text, out long value)
    {
        var digits = text.Length > 0 && text[0] is '+' or '-' ? text.Substring(1) : text;
        if (digits.Length == 0 || !digits.All(c => c is >= '0' and <= '9'))
        {
            value = 0;
            return $"strconv.Atoi: parsing {GoText.Quote(text)}: invalid syntax";
        }
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) ? null
            : $"strconv.Atoi: parsing {GoText.Quote(text)}: value out of range";
    }
}
