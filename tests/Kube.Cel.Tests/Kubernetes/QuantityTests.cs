using Kube.Cel.Kubernetes;

namespace Kube.Cel.Tests.Kubernetes;

public sealed class QuantityTests
{
    // Text, canonical form, isInteger, asApproximateFloat.
    [Theory]
    [InlineData("0", "0", true, 0)]
    [InlineData("00", "0", true, 0)]
    [InlineData("-0", "0", true, 0)]
    [InlineData("0Gi", "0", true, 0)]
    [InlineData("1", "1", true, 1)]
    [InlineData("+1", "+1", true, 1)]
    [InlineData("-1", "-1", true, -1)]
    [InlineData("1000", "1k", true, 1000)]
    [InlineData("1500m", "1500m", false, 1.5)]
    [InlineData("1.5", "1500m", false, 1.5)]
    [InlineData("1.0", "1", false, 1)]
    [InlineData("0.5", "500m", false, 0.5)]
    [InlineData(".5", "500m", false, 0.5)]
    [InlineData("5.", "5.", true, 5)]
    [InlineData("100k", "100k", true, 100_000)]
    [InlineData("12e3", "12e3", true, 12_000)]
    [InlineData("12E3", "12E3", true, 12_000)]
    [InlineData("1200e1", "12e3", true, 12_000)]
    [InlineData("1e-3", "1e-3", false, 0.001)]
    [InlineData("1E", "1E", true, 1e18)]
    [InlineData("5Mi", "5Mi", true, 5_242_880)]
    [InlineData("8Ki", "8Ki", true, 8192)]
    [InlineData("1024Ki", "1Mi", true, 1_048_576)]
    [InlineData("1Ei", "1Ei", false, 1.152921504606847e18)]
    [InlineData("1.5Gi", "1536Mi", false, 1_610_612_736)]
    [InlineData("0.5Ki", "512", false, 512)]
    [InlineData("1.1Ki", "1126400m", false, 1126.4)]
    [InlineData("9223372036854775807", "9223372036854775807", false, 9.223372036854775807e18)]
    [InlineData("999999999999999999", "999999999999999999", true, 1e18)]
    [InlineData("100Ei", "9223372036854775807", false, 9.223372036854775807e18)]
    [InlineData("0.0000000001", "1n", false, 1e-9)]
    [InlineData("1.2345678901234", "1234567891n", false, 1.234567891)]
    [InlineData("-0.00000000001", "-1n", false, -1e-9)]
    [InlineData("1e4294967297", "10", true, 10)]
    [InlineData("1n", "1n", false, 1e-9)]
    [InlineData("1u", "1u", false, 1e-6)]
    public void Quantities_are_read_and_written(string text, string canonical, bool isInteger, double approximate)
    {
        Assert.True(Quantity.TryParse(text, out var quantity, out var error), error);
        Assert.Equal((canonical, isInteger, approximate), (quantity.ToString(), quantity.IsInteger, quantity.ToApproximateDouble()));
        Assert.Equal(isInteger, quantity.TryGetInteger(out var value) && value == approximate);
        Assert.Equal(Math.Sign(approximate), quantity.Sign);
    }

    [Theory]
    [InlineData("", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData("1 Gi", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData("1.1.1", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData("x", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData("1+1.0M", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData("5i", "unable to parse quantity's suffix")]
    [InlineData("5mi", "unable to parse quantity's suffix")]
    [InlineData("5K", "unable to parse quantity's suffix")]
    [InlineData("1e", "unable to parse quantity's suffix")]
    [InlineData("1e-", "unable to parse quantity's suffix")]
    [InlineData("1e99999999999999999999", "unable to parse quantity's suffix")]
    [InlineData("1-5", "unable to parse quantity's suffix")]
    public void What_is_no_quantity_is_refused_in_the_server_s_words(string text, string expected)
    {
        Assert.False(Quantity.TryParse(text, out _, out var error));
        Assert.Equal(expected, error);
        Assert.Throws<FormatException>(() => Quantity.Parse(text));
    }

    [Theory]
    [InlineData("1", "1000m", 0)]
    [InlineData("1Ki", "1024", 0)]
    [InlineData("1Ei", "1152921504606846976", 0)]
    [InlineData("1.5", "1500000000n", 0)]
    [InlineData("0", "0Gi", 0)]
    [InlineData("-1", "1", -1)]
    [InlineData("-2", "-1", -1)]
    [InlineData("2", "1999999999n", 1)]
    [InlineData("1M", "1Mi", -1)]
    [InlineData("1e2000000000", "1e1999999999", 1)]
    [InlineData("-1e2000000000", "5", -1)]
    [InlineData("1e2000000000", "1e2000000000", 0)]
    public void Quantities_compare_by_amount(string left, string right, int order)
    {
        var (a, b) = (Quantity.Parse(left), Quantity.Parse(right));
        Assert.Equal((order, -order, order == 0), (a.CompareTo(b), b.CompareTo(a), a.Equals(b)));
        if (order == 0)
            Assert.Equal(a.GetHashCode(), b.GetHashCode());
    }

    // Sum, difference, and whether apimachinery could give them as integers.
    [Theory]
    [InlineData("1", "2", "3", true, "-1", true)]
    [InlineData("1500m", "500m", "2", false, "1", false)]
    [InlineData("1Gi", "1Mi", "1025Mi", true, "1023Mi", true)]
    [InlineData("1Gi", "1", "1073741825", true, "1073741823", true)]
    [InlineData("0", "5Mi", "5Mi", true, "-5Mi", true)]
    [InlineData("5k", "0", "5k", true, "5k", true)]
    [InlineData("1e3", "1", "1001", true, "999", true)]
    [InlineData("9223372036854775807m", "1", "9223372036854776807m", false, "9223372036854774807m", false)]
    [InlineData("9E", "9E", "18E", false, "0", true)]
    [InlineData("1Ei", "1", "1152921504606846977", false, "1152921504606846975", false)]
    public void Quantities_add_and_subtract_exactly(string left, string right, string sum, bool sumIsInteger, string difference, bool differenceIsInteger)
    {
        var (a, b) = (Quantity.Parse(left), Quantity.Parse(right));
        var (s, d) = (a.Add(b), a.Subtract(b));
        Assert.Equal((sum, sumIsInteger), (s.ToString(), s.IsInteger));
        Assert.Equal((difference, differenceIsInteger), (d.ToString(), d.IsInteger));
    }

    [Fact]
    public void An_integer_can_be_added() =>
        Assert.Equal(("13", "7"), (Quantity.Parse("10").Add(Quantity.FromInteger(3)).ToString(), Quantity.Parse("10").Subtract(Quantity.FromInteger(3)).ToString()));

    [Fact]
    public void A_sum_that_would_fill_the_memory_is_refused()
    {
        var huge = Quantity.Parse("1e2000000000");
        Assert.Throws<OverflowException>(() => huge.Add(Quantity.FromInteger(1)));
        Assert.Throws<OverflowException>(() => Quantity.FromInteger(1).Subtract(huge));
        Assert.False(huge.TryAdd(Quantity.FromInteger(1), out _));
        Assert.True(huge.TrySubtract(huge, out var nothing));
        Assert.Equal(0, nothing.Sign);
        Assert.False(huge.TryGetInteger(out _));
        Assert.Equal("1e1999999998", Quantity.Parse("1e1999999998").ToString());
        Assert.Equal(double.PositiveInfinity, huge.ToApproximateDouble());
    }

    // Each of these took 20 s and more while digits were counted by writing them out.
    [Fact(Timeout = 60_000)]
    public async Task A_quantity_of_a_million_digits_compares_at_once()
    {
        await Task.Yield();
        var many = new string('7', 1_000_000);
        var (huge, one) = (Quantity.Parse(many), Quantity.Parse("1"));
        Assert.Equal((1, -1, false), (huge.CompareTo(one), one.CompareTo(huge), huge.Equals(one)));
        Assert.Equal(0, huge.CompareTo(Quantity.Parse(many)));
        Assert.Equal(1, huge.CompareTo(Quantity.Parse(many.Substring(1))));
        Assert.Equal(huge.GetHashCode(), Quantity.Parse(many + ".0").GetHashCode());
        Assert.Equal(Quantity.Parse("1n"), Quantity.Parse("0." + new string('0', 1_000_000) + "1"));
        Assert.Equal(Quantity.Parse("777777778n"), Quantity.Parse("0." + many));
        Assert.Equal(double.PositiveInfinity, huge.ToApproximateDouble());
    }

    [Fact]
    public void Digits_are_counted_and_zeros_dropped_as_the_written_number_has_them()
    {
        var random = new Random(5);
        for (var i = 0; i < 3000; i++)
        {
            var value = System.Numerics.BigInteger.Pow(10, random.Next(0, 400)) * random.Next(1, 2000) + random.Next(-1, 2);
            if (value.IsZero)
                continue;
            var text = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(text.Length, Quantity.DigitCount(value));
            var (digits, exponent) = Quantity.Reduce(-value, 7);
            var trimmed = text.TrimEnd('0');
            Assert.Equal(("-" + trimmed, 7L + text.Length - trimmed.Length), (digits.ToString(System.Globalization.CultureInfo.InvariantCulture), exponent));
        }
    }

    [Fact]
    public void Long_numbers_are_written_digit_by_digit()
    {
        var random = new Random(3);
        foreach (var length in new[] { 1, 18, 19, 1023, 1024, 1025, 2048, 2049, 3000, 5000, 8192, 8193 })
        {
            var text = "1" + new string([.. Enumerable.Range(1, length - 1).Select(_ => random.Next(4) == 0 ? '0' : (char)random.Next('0', '9' + 1))]);
            Assert.Equal(text, DecimalText.Of(System.Numerics.BigInteger.Parse(text)));
            Assert.Equal("-" + text, DecimalText.Of(-System.Numerics.BigInteger.Parse(text)));
        }
        Assert.Equal("0", DecimalText.Of(0));
        Assert.Equal("1" + new string('0', 4999), DecimalText.Of(System.Numerics.BigInteger.Pow(10, 4999)));
        var nines = new string('9', 100_000);
        Assert.Equal(nines, Quantity.Parse(nines).ToString());
    }

    [Fact]
    public void Random_amounts_agree_with_decimal_arithmetic()
    {
        var random = new Random(3);
        for (var i = 0; i < 5000; i++)
        {
            var (x, y) = (Next(random), Next(random));
            var (a, b) = (Quantity.Parse(Text(x)), Quantity.Parse(Text(y)));
            Assert.Equal(x.CompareTo(y), a.CompareTo(b));
            Assert.Equal(Quantity.Parse(Text(x + y)), a.Add(b));
            Assert.Equal(Quantity.Parse(Text(x - y)), a.Subtract(b));
            Assert.Equal(a, Quantity.Parse(new Quantity(a.Unscaled, a.Scale, a.Format, a.IsSmall).ToString()));
        }

        static decimal Next(Random random) => random.NextInt64(-1_000_000_000_000, 1_000_000_000_000) / (decimal)Math.Pow(10, random.Next(9));

        static string Text(decimal value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
