namespace Kube.Runtime.Tests;

public class BackoffPolicyTests
{
    [Fact]
    public void Delays_double_to_the_ceiling()
    {
        var policy = new BackoffPolicy { Initial = TimeSpan.FromSeconds(1), Maximum = TimeSpan.FromSeconds(30), Factor = 2, Jitter = 0 };

        Assert.Equal([1, 2, 4, 8, 16, 30, 30, 30], Enumerable.Range(1, 8).Select(failures => policy.Delay(failures, 0.5).TotalSeconds));
    }

    [Theory]
    [InlineData(0.0, 10)]
    [InlineData(0.5, 7.5)]
    [InlineData(1.0, 5)]
    public void Jitter_only_shortens(double random, double seconds)
    {
        var policy = new BackoffPolicy { Initial = TimeSpan.FromSeconds(10), Maximum = TimeSpan.FromSeconds(10), Jitter = 0.5 };

        Assert.Equal(seconds, policy.Delay(1, random).TotalSeconds, 6);
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(0)]
    [InlineData(1)]
    public void Less_than_one_failure_counts_as_one(int failures) =>
        Assert.Equal(TimeSpan.FromSeconds(1), new BackoffPolicy { Jitter = 0 }.Delay(failures, 0));

    [Fact]
    public void Any_number_of_failures_stays_at_the_ceiling() =>
        Assert.Equal(TimeSpan.FromSeconds(30), BackoffPolicy.Watch.Delay(int.MaxValue, 0));

    [Fact]
    public void Out_of_range_settings_are_refused_by_name()
    {
        Assert.Equal("Initial", Assert.Throws<ArgumentOutOfRangeException>(() => new BackoffPolicy { Initial = TimeSpan.Zero }).ParamName);
        Assert.Equal("Maximum", Assert.Throws<ArgumentOutOfRangeException>(() => new BackoffPolicy { Maximum = TimeSpan.FromDays(25) }).ParamName);
        Assert.Equal("Factor", Assert.Throws<ArgumentOutOfRangeException>(() => new BackoffPolicy { Factor = 0.5 }).ParamName);
        Assert.Equal("Jitter", Assert.Throws<ArgumentOutOfRangeException>(() => new BackoffPolicy { Jitter = 1.5 }).ParamName);
    }
}

public class TokenBucketTests
{
    [Fact]
    public void A_burst_goes_at_once_then_the_rate_holds()
    {
        var bucket = new TokenBucket(perSecond: 10, burst: 3);
        var started = new List<double>();
        for (var now = TimeSpan.Zero; now <= TimeSpan.FromSeconds(1); now += TimeSpan.FromMilliseconds(10))
        {
            while (bucket.TryTake(now))
                started.Add(now.TotalMilliseconds);
        }

        Assert.Equal([0, 0, 0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000], started);
    }

    [Fact]
    public void The_wait_is_exactly_long_enough()
    {
        var bucket = new TokenBucket(perSecond: 3, burst: 1);
        Assert.True(bucket.TryTake(TimeSpan.Zero));

        var wait = bucket.UntilNext(TimeSpan.Zero);

        Assert.False(bucket.TryTake(wait - TimeSpan.FromMilliseconds(1)));
        Assert.True(bucket.TryTake(wait));
    }
}
