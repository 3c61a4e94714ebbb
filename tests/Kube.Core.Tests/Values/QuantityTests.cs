using System.Globalization;

namespace Kube.Core.Tests;

public class QuantityTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("1", "1")]
    [InlineData("-1", "-1")]
    [InlineData("+1.5", "1.5")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("500m", "0.5")]
    [InlineData("1u", "0.000001")]
    [InlineData("1n", "0.000000001")]
    [InlineData("2k", "2000")]
    [InlineData("1.5M", "1500000")]
    [InlineData("3G", "3000000000")]
    [InlineData("1T", "1000000000000")]
    [InlineData("1P", "1000000000000000")]
    [InlineData("1E", "1000000000000000000")]
    [InlineData("1Ki", "1024")]
    [InlineData("1.5Ki", "1536")]
    [InlineData("0.1Ki", "102.4")]
    [InlineData("1Mi", "1048576")]
    [InlineData("1Gi", "1073741824")]
    [InlineData("1Ti", "1099511627776")]
    [InlineData("1Pi", "1125899906842624")]
    [InlineData("1Ei", "1152921504606846976")]
    [InlineData("12e6", "12000000")]
    [InlineData("12E-3", "0.012")]
    [InlineData("1e+2", "100")]
    [InlineData("2e0", "2")]
    [InlineData("0000000000001", "1")]
    public void A_quantity_has_this_value(string text, string value)
    {
        var quantity = Quantity.Parse(text);
        Assert.Equal(decimal.Parse(value, CultureInfo.InvariantCulture), quantity.Value);
        Assert.Equal(text, quantity.ToString());
    }

    [Theory]
    [InlineData("0.1n", "0.000000001")]
    [InlineData("-0.1n", "-0.000000001")]
    [InlineData("1e-400", "0.000000001")]
    [InlineData("0e-400", "0")]
    [InlineData("1.0000000001", "1.000000001")]
    [InlineData("10E", "9223372036854775807")]
    [InlineData("-10Ei", "-9223372036854775807")]
    [InlineData("1e99999999999999999999", "9223372036854775807")]
    [InlineData("99999999999999999999999999999999999999999", "9223372036854775807")]
    [InlineData("99999999999999999999999999999999999999999e-40", "10")]
    public void What_is_too_fine_is_rounded_up_and_what_is_too_large_is_capped(string text, string value) =>
        Assert.Equal(decimal.Parse(value, CultureInfo.InvariantCulture), Quantity.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData(".")]
    [InlineData("+")]
    [InlineData("Mi")]
    [InlineData("1mi")]
    [InlineData("1K")]
    [InlineData("1ki")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e1.5")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("1MiB")]
    [InlineData("1,5")]
    [InlineData("\u0663")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    public void What_is_no_quantity_is_refused(string text)
    {
        Assert.False(Quantity.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Quantity.Parse(text));
    }

    [Theory]
    [InlineData("1024Ki", "1Mi")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("1023Ki", "1023Ki")]
    [InlineData("0.5Ki", "512")]
    [InlineData("0.1Gi", "107374183")]
    [InlineData("1000m", "1")]
    [InlineData("0.5", "500m")]
    [InlineData("1000000", "1M")]
    [InlineData("1100k", "1100k")]
    [InlineData("0", "0")]
    [InlineData("0Mi", "0")]
    [InlineData("-1000", "-1k")]
    [InlineData("12e6", "12e6")]
    [InlineData("1200e4", "12e6")]
    [InlineData("1e2", "100")]
    [InlineData("1e-1", "100e-3")]
    public void The_canonical_form_is_that_of_Kubernetes(string text, string canonical) =>
        Assert.Equal(canonical, Quantity.Parse(text).Canonicalize().ToString());

    [Fact]
    public void Quantities_compare_by_value()
    {
        Assert.Equal(Quantity.Parse("1Gi"), Quantity.Parse("1024Mi"));
        Assert.Equal(Quantity.Parse("1Gi").GetHashCode(), Quantity.Parse("1024Mi").GetHashCode());
        Assert.True(Quantity.Parse("1") > "999m");
        Assert.True(Quantity.Parse("1M") < "1Mi");
        Assert.Equal<Quantity>(default, "0");
    }

    [Fact]
    public void Sums_are_written_like_the_left_side()
    {
        Assert.Equal("1536Mi", (Quantity.Parse("1Gi") + "512Mi").ToString());
        Assert.Equal("500m", (Quantity.Parse("1") - "500m").ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantity.Parse("9223372036854775807") + 1);
    }

    [Fact]
    public void Whole_numbers_round_away_from_zero() => Assert.Equal((1L, -1L, 2L, 1500L, 1L), (
        Quantity.Parse("500m").ToInt64(), Quantity.Parse("-500m").ToInt64(), Quantity.Parse("2").ToInt64(),
        Quantity.Parse("1.5").ToMilliInt64(), Quantity.Parse("1n").ToMilliInt64()));

    [Fact]
    public void JSON_keeps_the_text_and_takes_bare_numbers()
    {
        Assert.Equal("\"1024Ki\"", Codec.RoundTrip<Quantity>("\"1024Ki\""));
        Assert.Equal("\"1.50\"", Codec.RoundTrip<Quantity>("1.50"));
        Assert.Throws<KubeSerializationException>(() => Codec.Read<Quantity>("\"much\""));
        Assert.Throws<KubeSerializationException>(() => Codec.Read<Quantity>("true"));
    }
}
