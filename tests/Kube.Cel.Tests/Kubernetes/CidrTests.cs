using Kube.Cel.Kubernetes;

namespace Kube.Cel.Tests.Kubernetes;

public sealed class CidrTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0", 8, "10.0.0.0/8")]
    [InlineData("10.1.2.3/8", "10.1.2.3", 8, "10.0.0.0/8")]
    [InlineData("1.2.3.4/32", "1.2.3.4", 32, "1.2.3.4/32")]
    [InlineData("1.2.3.4/0", "1.2.3.4", 0, "0.0.0.0/0")]
    [InlineData("2001:DB8::1/64", "2001:db8::1", 64, "2001:db8::/64")]
    [InlineData("2001:db8:1:2:3::/65", "2001:db8:1:2:3::", 65, "2001:db8:1:2::/65")]
    [InlineData("ffff:ffff::ffff/1", "ffff:ffff::ffff", 1, "8000::/1")]
    [InlineData("::1/128", "::1", 128, "::1/128")]
    [InlineData("::1/0", "::1", 0, "::/0")]
    public void Networks_keep_their_host_bits_until_masked(string text, string ip, int length, string masked)
    {
        Assert.True(Cidr.TryParse(text, out var cidr, out var error), error);
        Assert.Equal((ip, length, masked), (cidr.Address.ToString(), cidr.PrefixLength, cidr.Masked.ToString()));
        Assert.Equal($"{ip}/{length}", cidr.ToString());
    }

    [Theory]
    [InlineData("10.0.0.0", "no '/'")]
    [InlineData("10.0.0/8", "ParseAddr(\"10.0.0\"): IPv4 address too short")]
    [InlineData("fe80::1%a/8", "IPv6 zones cannot be present in a prefix")]
    [InlineData("10.0.0.0/", "bad bits after slash: \"\"")]
    [InlineData("10.0.0.0/08", "bad bits after slash: \"08\"")]
    [InlineData("10.0.0.0/+8", "bad bits after slash: \"+8\"")]
    [InlineData("10.0.0.0/8x", "bad bits after slash: \"8x\"")]
    [InlineData("10.0.0.0/99999999999999999999", "bad bits after slash: \"99999999999999999999\"")]
    [InlineData("10.0.0.0/33", "prefix length out of range")]
    [InlineData("::/129", "prefix length out of range")]
    public void What_is_no_network_is_refused_in_the_words_of_Go(string text, string reason)
    {
        Assert.False(Cidr.TryParse(text, out _, out var error));
        const string Prefix = "network address parse error during conversion from string: ";
        Assert.Equal($"{Prefix}{Prefix}netip.ParsePrefix(\"{text}\"): {reason}", error);
        Assert.Throws<FormatException>(() => Cidr.Parse(text));
    }

    [Fact]
    public void Mapped_networks_are_not_for_CEL()
    {
        Assert.False(Cidr.TryParse("::ffff:1.2.3.0/120", out _, out var error));
        Assert.EndsWith("IPv4-mapped IPv6 address \"::ffff:1.2.3.0/120\" is not allowed", error);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.255.0.1", true)]
    [InlineData("10.1.2.3/8", "10.9.9.9", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("0.0.0.0/0", "1.2.3.4", true)]
    [InlineData("::/0", "1.2.3.4", false)]
    [InlineData("fd00::/9", "fd7f::1", true)]
    [InlineData("fd00::/9", "fd80::1", false)]
    [InlineData("1:2:3:4:5::/68", "1:2:3:4:fff::", true)]
    public void A_network_contains_addresses_of_its_family(string cidr, string ip, bool contains) =>
        Assert.Equal(contains, Cidr.Parse(cidr).Contains(IpAddress.Parse(ip)));

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.1.0/24", true)]
    [InlineData("10.0.0.0/8", "10.0.0.0/8", true)]
    [InlineData("10.0.1.0/24", "10.0.0.0/8", false)]
    [InlineData("10.0.0.0/8", "::/8", false)]
    [InlineData("10.0.0.0/8", "11.0.0.0/24", false)]
    public void A_network_contains_smaller_ones(string cidr, string other, bool contains) =>
        Assert.Equal(contains, Cidr.Parse(cidr).Contains(Cidr.Parse(other)));
}
