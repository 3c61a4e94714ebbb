using Kube.Cel.Kubernetes;

namespace Kube.Cel.Tests.Kubernetes;

public sealed class SemVerTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("0.0.0", "0.0.0")]
    [InlineData("1.2.3-rc.1+build.7", "1.2.3-rc.1+build.7")]
    [InlineData("1.2.3-a-b.0", "1.2.3-a-b.0")]
    [InlineData("1.2.3+001-x", "1.2.3+001-x")]
    [InlineData("18446744073709551615.0.0", "18446744073709551615.0.0")]
    public void Versions_are_read_and_written(string text, string written)
    {
        Assert.True(SemVer.TryParse(text, out var version, out var error), error);
        Assert.Equal(written, version.ToString());
    }

    [Theory]
    [InlineData("v1.2.3", "1.2.3")]
    [InlineData("v1", "1.0.0")]
    [InlineData("1.2", "1.2.0")]
    [InlineData("01.002.03", "1.2.3")]
    [InlineData("00.0.00", "0.0.0")]
    [InlineData("1.2.03-rc", "1.2.3-rc")]
    public void Normalizing_forgives_what_people_write(string text, string written)
    {
        Assert.False(SemVer.TryParse(text, out _, out _) && text != written);
        Assert.Equal(written, SemVer.Parse(text, normalize: true).ToString());
    }

    [Theory]
    [InlineData("", "Version string empty", false)]
    [InlineData("1.2", "No Major.Minor.Patch elements found", false)]
    [InlineData("v1.2.3", "Invalid character(s) found in major number \"v1\"", false)]
    [InlineData("1.x.3", "Invalid character(s) found in minor number \"x\"", false)]
    [InlineData("1.2.3.4", "Invalid character(s) found in patch number \"3.4\"", false)]
    [InlineData("01.2.3", "Major number must not contain leading zeroes \"01\"", false)]
    [InlineData("1.02.3", "Minor number must not contain leading zeroes \"02\"", false)]
    [InlineData("1.2.03", "Patch number must not contain leading zeroes \"03\"", false)]
    [InlineData("1..3", "strconv.ParseUint: parsing \"\": invalid syntax", false)]
    [InlineData("18446744073709551616.0.0", "strconv.ParseUint: parsing \"18446744073709551616\": value out of range", false)]
    [InlineData("1.2.3-", "Prerelease is empty", false)]
    [InlineData("1.2.3-a..b", "Prerelease is empty", false)]
    [InlineData("1.2.3-01", "Numeric PreRelease version must not contain leading zeroes \"01\"", false)]
    [InlineData("1.2.3-a_b", "Invalid character(s) found in prerelease \"a_b\"", false)]
    [InlineData("1.2.3+", "Build meta data is empty", false)]
    [InlineData("1.2.3+a_b", "Invalid character(s) found in build meta data \"a_b\"", false)]
    [InlineData("1.2-rc", "short version cannot contain PreRelease/Build meta data", true)]
    [InlineData("x", "Invalid character(s) found in major number \"x\"", true)]
    [InlineData(" 1.2.3", "Invalid character(s) found in major number \"0 1\"", true)]
    public void What_is_no_version_is_refused_in_the_server_s_words(string text, string expected, bool normalize)
    {
        Assert.False(SemVer.TryParse(text, out _, out var error, normalize));
        Assert.Equal(expected, error);
        Assert.Throws<FormatException>(() => SemVer.Parse(text, normalize));
    }

    [Fact]
    public void Versions_are_ordered_as_semver_org_says()
    {
        string[] ascending =
        [
            "0.9.9-rc.1", "1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0-A", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2",
            "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0",
        ];
        for (var i = 0; i < ascending.Length; i++)
        {
            for (var j = 0; j < ascending.Length; j++)
                Assert.Equal((ascending[i], ascending[j], i.CompareTo(j)), (ascending[i], ascending[j], SemVer.Parse(ascending[i]).CompareTo(SemVer.Parse(ascending[j]))));
        }
        Assert.Equal(SemVer.Parse("1.0.0+a"), SemVer.Parse("1.0.0+b"));
        Assert.Equal(SemVer.Parse("1.0.0+a").GetHashCode(), SemVer.Parse("1.0.0+b").GetHashCode());
    }
}
