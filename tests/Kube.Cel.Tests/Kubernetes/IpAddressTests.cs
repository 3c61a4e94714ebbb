using Kube.Cel.Kubernetes;

namespace Kube.Cel.Tests.Kubernetes;

public sealed class IpAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", 4, "127.0.0.1", "loopback")]
    [InlineData("0.0.0.0", 4, "0.0.0.0", "unspecified")]
    [InlineData("255.255.255.255", 4, "255.255.255.255", "")]
    [InlineData("8.8.8.8", 4, "8.8.8.8", "global")]
    [InlineData("10.1.2.3", 4, "10.1.2.3", "global")]
    [InlineData("169.254.1.1", 4, "169.254.1.1", "linkLocalUnicast")]
    [InlineData("224.0.0.251", 4, "224.0.0.251", "linkLocalMulticast")]
    [InlineData("224.0.1.1", 4, "224.0.1.1", "")]
    [InlineData("::1", 6, "::1", "loopback")]
    [InlineData("::", 6, "::", "unspecified")]
    [InlineData("0:0:0:0:0:0:0:0", 6, "::", "unspecified")]
    [InlineData("FE80::ABCD", 6, "fe80::abcd", "linkLocalUnicast")]
    [InlineData("febf::1", 6, "febf::1", "linkLocalUnicast")]
    [InlineData("fec0::1", 6, "fec0::1", "global")]
    [InlineData("ff02::1", 6, "ff02::1", "linkLocalMulticast")]
    [InlineData("ff12::1", 6, "ff12::1", "linkLocalMulticast")]
    [InlineData("ff05::1", 6, "ff05::1", "")]
    [InlineData("2001:db8:0:0:1:0:0:1", 6, "2001:db8::1:0:0:1", "global")]
    [InlineData("2001:db8:0:1:1:1:1:1", 6, "2001:db8:0:1:1:1:1:1", "global")]
    [InlineData("1:0:0:2:0:0:0:3", 6, "1:0:0:2::3", "global")]
    [InlineData("1:2:3:4:5:6:0:0", 6, "1:2:3:4:5:6::", "global")]
    [InlineData("1:2:3:4:5:6:7::", 6, "1:2:3:4:5:6:7:0", "global")]
    [InlineData("64:ff9b::192.0.2.33", 6, "64:ff9b::c000:221", "global")]
    [InlineData("1:2:3:4:5:6:1.2.3.4", 6, "1:2:3:4:5:6:102:304", "global")]
    public void Addresses_are_read_classified_and_written(string text, int family, string canonical, string kinds)
    {
        Assert.True(IpAddress.TryParse(text, out var address, out var error), error);
        var actual = new List<string>();
        if (address.IsUnspecified)
            actual.Add("unspecified");
        if (address.IsLoopback)
            actual.Add("loopback");
        if (address.IsLinkLocalUnicast)
            actual.Add("linkLocalUnicast");
        if (address.IsLinkLocalMulticast)
            actual.Add("linkLocalMulticast");
        if (address.IsGlobalUnicast)
            actual.Add("global");
        Assert.Equal((family, canonical, kinds), (address.Family, address.ToString(), string.Join(' ', actual)));
        Assert.True(IpAddress.TryIsCanonical(text, out var isCanonical, out _));
        Assert.Equal(text == canonical, isCanonical);
        Assert.Equal(address, IpAddress.Parse(canonical));
    }

    [Theory]
    [InlineData("", "unable to parse IP")]
    [InlineData("x", "unable to parse IP")]
    [InlineData("%eth0", "missing IPv6 address")]
    [InlineData("192.168.000.1", "IPv4 field has octet with leading zero")]
    [InlineData("1.2.3.256", "IPv4 field has value >255")]
    [InlineData("1.2.3", "IPv4 address too short")]
    [InlineData("1.2.3.4.5", "IPv4 address too long")]
    [InlineData("1..2.3", "IPv4 field must have at least one digit (at \".2.3\")")]
    [InlineData("1.2.3.", "IPv4 field must have at least one digit (at \".\")")]
    [InlineData("1.2.3.4a", "unexpected character (at \"a\")")]
    [InlineData("1.2.3.é", "unexpected character (at \"é\")")]
    [InlineData(":", "each colon-separated field must have at least one digit (at \":\")")]
    [InlineData("1:2", "address string too short")]
    [InlineData("1:", "colon must be followed by more characters (at \":\")")]
    [InlineData("1::2::3", "multiple :: in address (at \":3\")")]
    [InlineData("12345::", "IPv6 field has value >=2^16 (at \"12345::\")")]
    [InlineData("1:2:3:4:5:6:7:8:9", "trailing garbage after address (at \"9\")")]
    [InlineData("1:2:3:4::5:6:7:8", "the :: must expand to at least one field of zeros")]
    [InlineData("1:2.3.4.5", "embedded IPv4 address must replace the final 2 fields of the address (at \"2.3.4.5\")")]
    [InlineData("::1:2:3:4:5:6:7:1.2.3.4", "too many hex fields to fit an embedded IPv4 at the end of the address (at \"1.2.3.4\")")]
    [InlineData("::1.2.3.04", "ParseAddr(\"1.2.3.04\"): IPv4 field has octet with leading zero (at \"1.2.3.04\")")]
    [InlineData("1:g::", "each colon-separated field must have at least one digit (at \"g::\")")]
    [InlineData("1g::", "unexpected character, want colon (at \"g::\")")]
    [InlineData("fe80::1%", "zone must be a non-empty string")]
    public void What_is_no_address_is_refused_in_the_words_of_Go(string text, string reason)
    {
        Assert.False(IpAddress.TryParse(text, out _, out var error));
        Assert.Equal($"IP Address \"{text}\" parse error during conversion from string: ParseAddr(\"{text}\"): {reason}", error);
        Assert.Equal(error, Assert.Throws<FormatException>(() => IpAddress.Parse(text)).Message);
        Assert.False(IpAddress.TryIsCanonical(text, out _, out var sameError));
        Assert.Equal(error, sameError);
    }

    [Theory]
    [InlineData("fe80::1%eth0", "IP address \"fe80::1%eth0\" with zone value is not allowed")]
    [InlineData("::%1", "IP address \"::%1\" with zone value is not allowed")]
    [InlineData("::ffff:1.2.3.4", "IPv4-mapped IPv6 address \"::ffff:1.2.3.4\" is not allowed")]
    public void Zones_and_mapped_addresses_are_not_for_CEL(string text, string expected)
    {
        Assert.False(IpAddress.TryParse(text, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Families_never_compare_equal()
    {
        Assert.NotEqual(IpAddress.Parse("0.0.0.1"), IpAddress.Parse("::1"));
        Assert.True(IpAddress.Parse("::1") != IpAddress.Parse("::2"));
        Assert.True(IpAddress.Parse("::1") == IpAddress.Parse("0::1"));
    }
}
