namespace Kube.Testing.Tests;

public class ManualClockTests
{
    private readonly ManualClock _clock = new();
    private readonly List<(string Timer, TimeSpan At)> _fired = [];

    [Fact]
    public void Timers_come_in_the_order_of_their_times_and_see_the_clock_at_them()
    {
        using var late = Set("late", 5, Timeout.InfiniteTimeSpan);
        using var often = Set("often", 2, TimeSpan.FromSeconds(2));

        _clock.Advance(TimeSpan.FromSeconds(6));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([("often", Seconds(2)), ("often", Seconds(4)), ("late", Seconds(5)), ("often", Seconds(6))], _fired);
        Assert.Equal(Seconds(7), Now);
    }

    [Fact]
    public void A_timer_that_was_changed_or_disposed_does_not_come_at_its_old_time()
    {
        using var moved = Set("moved", 1, Timeout.InfiniteTimeSpan);
        var gone = Set("gone", 1, Timeout.InfiniteTimeSpan);

        moved.Change(Seconds(3), Timeout.InfiniteTimeSpan);
        gone.Dispose();
        _clock.Advance(Seconds(10));

        Assert.Equal([("moved", Seconds(3))], _fired);
    }

    [Fact]
    public async Task Who_waits_for_a_timer_is_told_of_one_that_is_due_in_time()
    {
        var waiting = _clock.WaitForTimerAsync(Seconds(5));
        using var late = Set("late", 6, Timeout.InfiniteTimeSpan);
        Assert.False(waiting.IsCompleted);

        using var soon = Set("soon", 5, Timeout.InfiniteTimeSpan);

        await waiting;
        Assert.True(_clock.WaitForTimerAsync(Seconds(5)).IsCompleted);
    }

    [Fact]
    public async Task The_clock_goes_on_until_what_is_waited_for_is_done()
    {
        async Task<int> RetryAsync()
        {
            var tries = 0;
            for (; tries < 3; tries++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1 << tries), _clock);
            }

            return tries;
        }

        Assert.Equal(3, await _clock.AdvanceUntilAsync(RetryAsync(), Seconds(4)));
    }

    private TimeSpan Now => _clock.GetUtcNow() - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private ITimer Set(string name, int due, TimeSpan period) => _clock.CreateTimer(_ => _fired.Add((name, Now)), null, Seconds(due), period);
}
