namespace Kube.Core.Tests;

public class ScalarTests
{
    [Theory]
    [InlineData("0", 0, "0s")]
    [InlineData("-0", 0, "0s")]
    [InlineData("1ns", 1, "1ns")]
    [InlineData("1500ns", 1_500, "1.5µs")]
    [InlineData("1.5us", 1_500, "1.5µs")]
    [InlineData("1\u00b5s", 1_000, "1µs")]
    [InlineData("1\u03bcs", 1_000, "1µs")]
    [InlineData("500ms", 500_000_000, "500ms")]
    [InlineData("1.000000001s", 1_000_000_001, "1.000000001s")]
    [InlineData("90s", 90_000_000_000, "1m30s")]
    [InlineData("1h30m", 5_400_000_000_000, "1h30m0s")]
    [InlineData("+1h0.5s", 3_600_500_000_000, "1h0m0.5s")]
    [InlineData("-2h", -7_200_000_000_000, "-2h0m0s")]
    [InlineData("1.h", 3_600_000_000_000, "1h0m0s")]
    [InlineData(".5m", 30_000_000_000, "30s")]
    [InlineData("0.3333333333333333333333h", 1_199_999_999_999, "19m59.999999999s")]
    [InlineData("9223372036854775807ns", long.MaxValue, "2562047h47m16.854775807s")]
    [InlineData("-9223372036854775808ns", long.MinValue, "-2562047h47m16.854775808s")]
    public void A_duration_is_read_and_written_as_Go_does(string text, long nanoseconds, string written)
    {
        Assert.Equal(new GoDuration(nanoseconds), GoDuration.Parse(text));
        Assert.Equal(written, new GoDuration(nanoseconds).ToString());
        Assert.Equal($"\"{written}\"", Codec.RoundTrip<GoDuration>($"\"{text}\""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("-")]
    [InlineData("s")]
    [InlineData(".")]
    [InlineData(".s")]
    [InlineData("+.s")]
    [InlineData("1d")]
    [InlineData("1h ")]
    [InlineData("1sm")]
    [InlineData("-1h-1m")]
    [InlineData("9223372036854775808ns")]
    [InlineData("-9223372036854775809ns")]
    [InlineData("2562048h")]
    [InlineData("99999999999999999999999h")]
    public void What_is_no_duration_is_refused(string text)
    {
        Assert.False(GoDuration.TryParse(text, out _));
        Assert.Throws<FormatException>(() => GoDuration.Parse(text));
        Assert.Throws<KubeSerializationException>(() => Codec.Read<GoDuration>($"\"{text}\""));
    }

    [Fact]
    public void A_time_span_is_a_duration()
    {
        GoDuration duration = TimeSpan.FromMinutes(1.5);
        Assert.Equal(("1m30s", TimeSpan.FromSeconds(90)), (duration.ToString(), duration.ToTimeSpan()));
        Assert.Throws<OverflowException>(() => (GoDuration)TimeSpan.MaxValue);
    }

    [Theory]
    [InlineData("80")]
    [InlineData("\"80\"")]
    [InlineData("\"25%\"")]
    [InlineData("-1")]
    public void An_int_or_string_stays_what_it_is(string json) => Assert.Equal(json, Codec.RoundTrip<IntOrString>(json));

    [Theory]
    [InlineData("1.5")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("99999999999999999999")]
    public void Neither_int_nor_string_is_refused(string json) => Assert.Throws<KubeSerializationException>(() => Codec.Read<IntOrString>(json));

    [Fact]
    public void A_number_and_its_digits_are_different_values()
    {
        Assert.NotEqual<IntOrString>(80, "80");
        Assert.Equal((80L, null, null, "http"), (((IntOrString)80).Number, ((IntOrString)80).Text, ((IntOrString)"http").Number, ((IntOrString)"http").Text));
    }

    [Theory]
    [InlineData("25%", 10, true, 3)]
    [InlineData("25%", 10, false, 2)]
    [InlineData("0%", 10, true, 0)]
    [InlineData("100%", 7, false, 7)]
    public void A_percentage_is_a_share(string text, long total, bool roundUp, long count) => Assert.Equal(count, ((IntOrString)text).Of(total, roundUp));

    [Fact]
    public void A_number_is_no_share_and_a_text_no_percentage()
    {
        Assert.Equal(4, ((IntOrString)4).Of(10, roundUp: true));
        Assert.Throws<FormatException>(() => ((IntOrString)"many").Of(10, roundUp: true));
    }

    [Theory]
    [InlineData("2026-11-20T17:30:00.000000Z", "2026-11-20T17:30:00.000000Z")]
    [InlineData("2026-11-20T17:30:00.123456Z", "2026-11-20T17:30:00.123456Z")]
    [InlineData("2026-11-20T17:30:00.123456789Z", "2026-11-20T17:30:00.123456Z")]
    [InlineData("2026-11-20T19:30:00+02:00", "2026-11-20T17:30:00.000000Z")]
    public void A_micro_time_always_has_six_digits(string text, string written) => Assert.Equal($"\"{written}\"", Codec.RoundTrip<MicroTime>($"\"{text}\""));

    [Fact]
    public void A_pointer_is_a_JSON_string()
    {
        Assert.Equal("\"/a~1b\"", Codec.RoundTrip<JsonPointer>("\"/a~1b\""));
        Assert.Throws<KubeSerializationException>(() => Codec.Read<JsonPointer>("\"a\""));
    }
}
