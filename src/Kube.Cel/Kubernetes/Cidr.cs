using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Kube.Cel.Kubernetes;

/// <summary>An address with the length of its network prefix, as CEL's <c>cidr()</c> has it: Go's <c>netip.Prefix</c>.</summary>
/// <param name="Address">The address as written, host bits included.</param>
/// <param name="PrefixLength">0 to 32, or to 128 for IPv6.</param>
public readonly record struct Cidr(IpAddress Address, int PrefixLength)
{
    /// <summary>The same network with the host bits cleared.</summary>
    public Cidr Masked => new(Address.Masked(PrefixLength), PrefixLength);

    /// <summary>Reads a network.</summary>
    /// <param name="text">An address, a slash, a length without leading zeros.</param>
    /// <param name="cidr">The network.</param>
    /// <param name="error">What an API server says of a text that is none.</param>
    /// <returns>Whether the text is a network.</returns>
    public static bool TryParse(string text, out Cidr cidr, [NotNullWhen(false)] out string? error)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        cidr = default;
        // The server wraps the text twice.
        const string Prefix = "network address parse error during conversion from string: ";
        error = Read(text, ref cidr) is { } reason
            ? $"{Prefix}{Prefix}netip.ParsePrefix({GoText.Quote(text)}): {reason}"
            : cidr.Address.IsV4Mapped ? $"{Prefix}IPv4-mapped IPv6 address {GoText.Quote(text)} is not allowed" : null;
        return error is null;
    }

    /// <summary>Reads a network.</summary>
    /// <param name="text">See <see cref="TryParse"/>.</param>
    /// <returns>The network.</returns>
    /// <exception cref="FormatException">The text is no network.</exception>
    public static Cidr Parse(string text) =>
        TryParse(text, out var cidr, out var error) ? cidr : throw new FormatException(error);

    /// <summary>Whether an address of the same family lies in the network.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Whether it does.</returns>
    public bool Contains(IpAddress address) =>
        address.IsV4 == Address.IsV4 && address.Masked(PrefixLength) == Address.Masked(PrefixLength);

    /// <summary>Whether another network of the same family lies wholly in this one.</summary>
    /// <param name="other">The other network.</param>
    /// <returns>Whether it does.</returns>
    public bool Contains(Cidr other) => PrefixLength <= other.PrefixLength && Contains(other.Address);

    /// <summary>The address and the length, host bits kept.</summary>
    /// <returns>Such as <c>10.0.0.0/8</c>.</returns>
    public override string ToString() => $"{Address}/{PrefixLength}";

    private static string? Read(string text, ref Cidr cidr)
    {
        var slash = text.LastIndexOf('/');
        if (slash < 0)
            return "no '/'";
        if (!IpAddressParser.TryParse(text.Substring(0, slash), out var address, out var zone, out var error))
            return error;
        if (zone.Length > 0)
            return "IPv6 zones cannot be present in a prefix";
        var bits = text.Substring(slash + 1);
        if ((bits.Length > 1 && bits[0] is < '1' or > '9')
            || !long.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return "bad bits after slash: " + GoText.Quote(bits);
        if (length > address.BitLength)
            return "prefix length out of range";
        cidr = new(address, (int)length);
        return null;
    }
}
