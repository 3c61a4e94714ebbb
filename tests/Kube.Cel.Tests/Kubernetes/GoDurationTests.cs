using Kube.Cel.Kubernetes;

namespace Kube.Cel.Tests.Kubernetes;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("0", 0, "0s", "0s")]
    [InlineData("-0", 0, "0s", "0s")]
    [InlineData("1h2m3.5s", 3_723_500_000_000, "1h2m3.5s", "3723.5s")]
    [InlineData("-1.5h", -5_400_000_000_000, "-1h30m0s", "-5400s")]
    [InlineData("+5s", 5_000_000_000, "5s", "5s")]
    [InlineData("1ns", 1, "1ns", "0.000000001s")]
    [InlineData("1us", 1_000, "1µs", "0.000001s")]
    [InlineData("1.5µs", 1_500, "1.5µs", "0.0000015s")]
    [InlineData("1.5μs", 1_500, "1.5µs", "0.0000015s")]
    [InlineData("2.25ms", 2_250_000, "2.25ms", "0.00225s")]
    [InlineData("1m", 60_000_000_000, "1m0s", "60s")]
    [InlineData(".5s", 500_000_000, "500ms", "0.5s")]
    [InlineData("1.s", 1_000_000_000, "1s", "1s")]
    [InlineData("0.000000000000000000000000001s", 0, "0s", "0s")]
    [InlineData("100000h", 360_000_000_000_000_000, "100000h0m0s", "360000000s")]
    [InlineData("9223372036854775807ns", long.MaxValue, "2562047h47m16.854775807s", "9223372036.854776s")]
    [InlineData("-9223372036854775808ns", long.MinValue, "-2562047h47m16.854775808s", "-9223372036.854776s")]
    [InlineData("1s1s1ms", 2_001_000_000, "2.001s", "2.001s")]
    public void Durations_are_read_and_written(string text, long nanoseconds, string go, string cel)
    {
        Assert.True(GoDuration.TryParse(text, out var duration));
        Assert.Equal((nanoseconds, go, cel), (duration.Nanoseconds, duration.ToString(), duration.ToCelString()));
        Assert.True(GoDuration.TryParse(go, out var again));
        Assert.Equal(duration, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1")]
    [InlineData("1x")]
    [InlineData("s")]
    [InlineData(".s")]
    [InlineData("1 s")]
    [InlineData("1S")]
    [InlineData("1d")]
    [InlineData("--1s")]
    [InlineData("1.2.3s")]
    [InlineData("9223372036854775808ns")]
    [InlineData("-9223372036854775809ns")]
    [InlineData("2562048h")]
    [InlineData("99999999999999999999h")]
    public void What_Go_refuses_is_refused(string text) => Assert.False(GoDuration.TryParse(text, out _));

    [Fact]
    public void Durations_are_ordered_by_length() =>
        Assert.True(new GoDuration(-1).CompareTo(new GoDuration(1)) < 0);
}
