using Kube.Cel.Kubernetes;

namespace Kube.Cel.Tests.Kubernetes;

public sealed class TimestampTests
{
    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0, 0, "1970-01-01T00:00:00Z")]
    [InlineData("2024-02-29T12:34:56.789Z", 1_709_210_096, 789_000_000, "2024-02-29T12:34:56.789Z")]
    [InlineData("2021-06-06T04:00:00+01:00", 1_622_948_400, 0, "2021-06-06T04:00:00+01:00")]
    [InlineData("2021-06-06T04:00:00-00:30", 1_622_953_800, 0, "2021-06-06T04:00:00-00:30")]
    [InlineData("2021-06-06T04:00:00+00:00", 1_622_952_000, 0, "2021-06-06T04:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z", Timestamp.MinUnixSeconds, 0, "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.999999999Z", Timestamp.MaxUnixSeconds, 999_999_999, "9999-12-31T23:59:59.999999999Z")]
    [InlineData("1969-12-31T23:59:59.5Z", -1, 500_000_000, "1969-12-31T23:59:59.5Z")]
    [InlineData("2024-01-02T3:04:05Z", 1_704_164_645, 0, "2024-01-02T03:04:05Z")]
    [InlineData("2024-01-02T03:04:05,25Z", 1_704_164_645, 250_000_000, "2024-01-02T03:04:05.25Z")]
    [InlineData("2024-01-02T03:04:05.1234567899Z", 1_704_164_645, 123_456_789, "2024-01-02T03:04:05.123456789Z")]
    [InlineData("2024-01-02T03:04:05+24:60", 1_704_074_645, 0, "2024-01-02T03:04:05+25:00")]
    public void Timestamps_are_read_and_written(string text, long seconds, int nanoseconds, string written)
    {
        Assert.True(Timestamp.TryParse(text, out var timestamp));
        Assert.True(timestamp.IsInRange);
        Assert.Equal((seconds, nanoseconds, written), (timestamp.UnixSeconds, timestamp.Nanoseconds, timestamp.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2024-01-02")]
    [InlineData("2024-01-02T03:04:05")]
    [InlineData("2024-01-02t03:04:05Z")]
    [InlineData("2024-01-02T03:04:05z")]
    [InlineData("2024-01-02 03:04:05Z")]
    [InlineData("2024-02-30T03:04:05Z")]
    [InlineData("2023-02-29T03:04:05Z")]
    [InlineData("2024-13-01T03:04:05Z")]
    [InlineData("2024-1-01T03:04:05Z")]
    [InlineData("2024-01-02T24:00:00Z")]
    [InlineData("2024-01-02T03:60:00Z")]
    [InlineData("2024-01-02T03:04:60Z")]
    [InlineData("2024-01-02T03:4:05Z")]
    [InlineData("2024-01-02T03:04:05.Z")]
    [InlineData("2024-01-02T03:04:05+1:00")]
    [InlineData("2024-01-02T03:04:05+25:00")]
    [InlineData("2024-01-02T03:04:05Zx")]
    [InlineData("12024-01-02T03:04:05Z")]
    [InlineData("2024-01-02T03:04:05٣Z")]
    public void What_Go_refuses_is_refused(string text) => Assert.False(Timestamp.TryParse(text, out _));

    [Theory]
    [InlineData("0000-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    public void Moments_out_of_range_can_be_told(string text)
    {
        Assert.True(Timestamp.TryParse(text, out var timestamp));
        Assert.False(timestamp.IsInRange);
    }

    [Fact]
    public void Fields_follow_the_calendar_at_any_offset()
    {
        Assert.True(Timestamp.TryParse("2024-02-29T23:30:15.789Z", out var timestamp));
        Assert.Equal(new CalendarTime(2024, 2, 29, 60, 4, 23, 30, 15, 789), timestamp.AtUtc());
        Assert.Equal(new CalendarTime(2024, 3, 1, 61, 5, 5, 0, 15, 789), timestamp.At((5 * 60 + 30) * 60));
        Assert.True(Timestamp.TryParse("0001-01-01T00:00:00Z", out var first));
        Assert.Equal(new CalendarTime(0, 12, 31, 366, 0, 23, 0, 0, 0), first.At(-3600));
        Assert.True(Timestamp.TryParse("9999-12-31T23:00:00Z", out var last));
        Assert.Equal(new CalendarTime(10000, 1, 1, 1, 6, 0, 0, 0, 0), last.At(3600));
    }

    [Fact]
    public void Fields_agree_with_DateTime_over_all_years()
    {
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var seconds = random.NextInt64(Timestamp.MinUnixSeconds, Timestamp.MaxUnixSeconds + 1);
            var expected = DateTime.UnixEpoch.AddSeconds(seconds);
            var actual = new Timestamp(seconds, 0).AtUtc();
            Assert.Equal((expected.Year, expected.Month, expected.Day, expected.DayOfYear, (int)expected.DayOfWeek, expected.Hour, expected.Minute, expected.Second),
                ((int)actual.Year, actual.Month, actual.Day, actual.DayOfYear, actual.DayOfWeek, actual.Hour, actual.Minute, actual.Second));
        }
    }

    [Fact]
    public void The_same_moment_is_equal_whatever_its_offset()
    {
        Assert.True(Timestamp.TryParse("2021-06-06T04:00:00+01:00", out var there));
        Assert.True(Timestamp.TryParse("2021-06-06T03:00:00Z", out var here));
        Assert.True(here == there && !(here != there));
        Assert.Equal((0, here.GetHashCode()), (here.CompareTo(there), there.GetHashCode()));
        Assert.True(here.CompareTo(new Timestamp(here.UnixSeconds, 1)) < 0);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("UTC", 0)]
    [InlineData("+05:30", 19_800)]
    [InlineData("-05:30", -19_800)]
    [InlineData("-00:30", -1_800)]
    [InlineData("5:00", 18_000)]
    [InlineData("+99:00", 356_400)]
    public void Fixed_zones_are_read(string text, long seconds)
    {
        Assert.True(CelTimeZone.TryFind(text, out var zone, out var error), error);
        Assert.Equal(seconds, zone.OffsetAt(default));
    }

    [Theory]
    [InlineData("Nowhere/City", "unknown time zone Nowhere/City")]
    [InlineData("america/new_york", "unknown time zone america/new_york")]
    [InlineData("Eastern Standard Time", "unknown time zone Eastern Standard Time")]
    [InlineData("../UTC", "time: invalid location name")]
    [InlineData("/UTC", "time: invalid location name")]
    [InlineData(":30", "strconv.Atoi: parsing \"\": invalid syntax")]
    [InlineData("05:", "strconv.Atoi: parsing \"\": invalid syntax")]
    [InlineData("x:30", "strconv.Atoi: parsing \"x\": invalid syntax")]
    [InlineData("99999999999999999999:00", "strconv.Atoi: parsing \"99999999999999999999\": value out of range")]
    [InlineData("05:60", "timezone offset minutes out of range [0, 59]: 05:60")]
    public void An_unknown_zone_is_an_error(string text, string expected)
    {
        Assert.False(CelTimeZone.TryFind(text, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void A_named_zone_follows_daylight_saving()
    {
        Assert.SkipUnless(TimeZoneInfo.TryFindSystemTimeZoneById("America/New_York", out _), "this machine has no time zone data");
        Assert.True(CelTimeZone.TryFind("America/New_York", out var zone, out var error), error);
        Assert.True(Timestamp.TryParse("2024-01-15T12:00:00Z", out var winter));
        Assert.True(Timestamp.TryParse("2024-07-15T12:00:00Z", out var summer));
        Assert.Equal((-5 * 3600L, -4 * 3600L), (zone.OffsetAt(winter), zone.OffsetAt(summer)));
    }
}
