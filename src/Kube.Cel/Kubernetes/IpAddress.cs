using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Kube.Cel.Kubernetes;

/// <summary>An IP address as CEL's <c>ip()</c> has it: Go's <c>netip.Addr</c> without zone and without IPv4-mapped IPv6.</summary>
public readonly struct IpAddress : IEquatable<IpAddress>
{
    private readonly ulong _high;
    private readonly ulong _low;

    internal IpAddress(bool isV4, ulong high, ulong low) => (IsV4, _high, _low) = (isV4, high, low);

    /// <summary>Whether this is an IPv4 address; else it is IPv6.</summary>
    public bool IsV4 { get; }

    /// <summary>4 or 6.</summary>
    public int Family => IsV4 ? 4 : 6;

    /// <summary>32 or 128.</summary>
    public int BitLength => IsV4 ? 32 : 128;

    /// <summary>0.0.0.0 or ::.</summary>
    public bool IsUnspecified => _high == 0 && _low == 0;

    /// <summary>In 127.0.0.0/8, or ::1.</summary>
    public bool IsLoopback => IsV4 ? _low >> 24 == 127 : _high == 0 && _low == 1;

    /// <summary>In 169.254.0.0/16 or fe80::/10.</summary>
    public bool IsLinkLocalUnicast => IsV4 ? _low >> 16 == 0xA9FE : _high >> 54 == 0xFE80 >> 6;

    /// <summary>In 224.0.0.0/24, or in ff02::/16 under any flags.</summary>
    public bool IsLinkLocalMulticast => IsV4 ? _low >> 8 == 0xE00000 : (_high >> 48 & 0xFF0F) == 0xFF02;

    /// <summary>Neither unspecified, loopback, multicast, link-local nor 255.255.255.255; private addresses count as global.</summary>
    public bool IsGlobalUnicast =>
        !IsUnspecified && !IsLoopback && !IsMulticast && !IsLinkLocalUnicast && !(IsV4 && _low == 0xFFFFFFFF);

    internal bool IsV4Mapped => !IsV4 && _high == 0 && _low >> 32 == 0xFFFF;

    private bool IsMulticast => IsV4 ? _low >> 28 == 0xE : _high >> 56 == 0xFF;

    /// <summary>Reads an address.</summary>
    /// <param name="text">Dotted IPv4 without leading zeros, or IPv6 without a zone.</param>
    /// <param name="address">The address.</param>
    /// <param name="error">What an API server says of a text that is none.</param>
    /// <returns>Whether the text is an address.</returns>
    public static bool TryParse(string text, out IpAddress address, [NotNullWhen(false)] out string? error)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        if (!IpAddressParser.TryParse(text, out address, out var zone, out var reason))
            error = $"IP Address {GoText.Quote(text)} parse error during conversion from string: {reason}";
        else if (zone.Length > 0)
            error = $"IP address {GoText.Quote(text)} with zone value is not allowed";
        else if (address.IsV4Mapped)
            error = $"IPv4-mapped IPv6 address {GoText.Quote(text)} is not allowed";
        else
            error = null;
        return error is null;
    }

    /// <summary>Reads an address.</summary>
    /// <param name="text">See <see cref="TryParse"/>.</param>
    /// <returns>The address.</returns>
    /// <exception cref="FormatException">The text is no address.</exception>
    public static IpAddress Parse(string text) =>
        TryParse(text, out var address, out var error) ? address : throw new FormatException(error);

    /// <summary>Whether a text is an address in exactly the form that <see cref="ToString"/> gives it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isCanonical">The answer.</param>
    /// <param name="error">What an API server says of a text that is no address.</param>
    /// <returns>Whether the text is an address at all.</returns>
    public static bool TryIsCanonical(string text, out bool isCanonical, [NotNullWhen(false)] out string? error)
    {
        var parsed = TryParse(text, out var address, out error);
        isCanonical = parsed && address.ToString() == text;
        return parsed;
    }

    /// <summary>Dotted, or hexadecimal with the longest run of zeros shortened (RFC 5952).</summary>
    /// <returns>The canonical text.</returns>
    public override string ToString()
    {
        var result = new StringBuilder(39);
        if (IsV4)
        {
            for (var shift = 24; shift >= 0; shift -= 8)
                result.Append(_low >> shift & 255).Append(shift > 0 ? "." : "");
            return result.ToString();
        }
        var (zerosAt, zerosEnd) = LongestZeros();
        for (var i = 0; i < 8; i++)
        {
            if (i == zerosAt)
            {
                result.Append("::");
                i = zerosEnd;
                if (i >= 8)
                    break;
            }
            else if (i > 0)
                result.Append(':');
            result.Append(Group(i).ToString("x", CultureInfo.InvariantCulture));
        }
        return result.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(IpAddress other) => IsV4 == other.IsV4 && _high == other._high && _low == other._low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IpAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (_high, _low, IsV4).GetHashCode();

    /// <summary>Whether two addresses are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are the same.</returns>
    public static bool operator ==(IpAddress left, IpAddress right) => left.Equals(right);

    /// <summary>Whether two addresses differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(IpAddress left, IpAddress right) => !left.Equals(right);

    /// <summary>The address with all but its first bits cleared.</summary>
    internal IpAddress Masked(int bits)
    {
        if (IsV4)
            return new(true, 0, bits == 0 ? 0 : _low & (ulong.MaxValue << 32 - bits));
        var high = bits >= 64 ? _high : bits == 0 ? 0 : _high & (ulong.MaxValue << 64 - bits);
        var low = bits <= 64 ? 0 : _low & (ulong.MaxValue << 128 - bits);
        return new(false, high, low);
    }

    private int Group(int index) => (int)((index < 4 ? _high : _low) >> 16 * (3 - index % 4) & 0xFFFF);

    private (int Start, int End) LongestZeros()
    {
        (int Start, int End) best = (-1, -1);
        for (var i = 0; i < 8; i++)
        {
            var end = i;
            while (end < 8 && Group(end) == 0)
                end++;
            if (end - i >= 2 && end - i > best.End - best.Start)
                best = (i, end);
            i = Math.Max(i, end);
        }
        return best;
    }
}
