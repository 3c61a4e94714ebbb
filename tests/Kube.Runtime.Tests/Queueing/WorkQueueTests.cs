namespace Kube.Runtime.Tests;

public class WorkQueueTests
{
    private readonly VirtualTimeProvider _time = new();

    private static readonly BackoffPolicy TenSeconds = new() { Initial = TimeSpan.FromSeconds(10), Maximum = TimeSpan.FromSeconds(40), Jitter = 0 };

    private WorkQueue<string> Queue(WorkQueueOptions? options = null) => new(options ?? new WorkQueueOptions { Backoff = TenSeconds }, _time);

    private static string? TakeNow(WorkQueue<string> queue, out WorkItem<string> item)
    {
        using var cancel = new CancellationTokenSource();
        var take = queue.TakeAsync(cancel.Token);
        item = default;
        if (!take.IsCompleted)
        {
            cancel.Cancel();
            return null;
        }
        item = take.GetAwaiter().GetResult();
        return item.HasWork ? item.Key : null;
    }

    private static string? TakeNow(WorkQueue<string> queue) => TakeNow(queue, out _);

    private static string Take(WorkQueue<string> queue, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => TakeNow(queue) ?? "-"));

    [Fact]
    public void Keys_start_in_the_order_they_were_added()
    {
        var queue = Queue();
        foreach (var key in new[] { "b", "a", "c", "a" })
            queue.Add(key);

        Assert.Equal("b a c -", Take(queue, 4));
    }

    [Fact]
    public void A_key_that_is_worked_on_starts_again_only_when_given_back()
    {
        var queue = Queue();
        queue.Add("a");
        Assert.Equal("a", TakeNow(queue, out var item));

        queue.Add("a");
        Assert.Null(TakeNow(queue));
        queue.Done(item, WorkOutcome.Success);

        Assert.Equal("a", TakeNow(queue));
        Assert.Null(TakeNow(queue));
    }

    [Fact]
    public async Task Giving_back_and_taking_in_one_is_both()
    {
        var queue = Queue();
        queue.Add("a");
        queue.Add("b");
        Assert.Equal("a", TakeNow(queue, out var a));
        queue.Add("a");

        var b = await queue.NextAsync(a, WorkOutcome.Success);
        Assert.Equal("b", b.Key);
        var again = await queue.NextAsync(b, WorkOutcome.Failure);
        Assert.Equal("a", again.Key);

        var waits = queue.NextAsync(again, WorkOutcome.Success);
        Assert.False(waits.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(10));
        var late = await waits;
        Assert.Equal(("b", 1), (late.Key, late.Failures));
        Assert.Throws<InvalidOperationException>(() => { _ = queue.NextAsync(again, WorkOutcome.Success); });
    }

    [Fact]
    public async Task Who_gives_back_and_takes_stands_behind_those_who_wait()
    {
        var queue = Queue();
        queue.Add("a");
        Assert.Equal("a", TakeNow(queue, out var a));
        var first = queue.TakeAsync();
        queue.Add("a");

        var second = queue.NextAsync(a, WorkOutcome.Success);

        Assert.Equal("a", (await first).Key);
        Assert.False(second.IsCompleted);
        queue.ShutDown();
        Assert.False((await second).HasWork);
    }

    [Fact]
    public void Many_keys_are_added_in_their_order_and_merged()
    {
        var queue = Queue();
        queue.Add("k150");
        var keys = Enumerable.Range(0, 200).Select(i => "k" + i).ToArray();
        var hashed = keys.Select(HashedKey<string>.Of);

        Assert.Equal(200, queue.AddAll(hashed, new WorkCause(ReconcileReasons.All), WorkPriority.Normal));

        Assert.Equal("k150 " + string.Join(' ', keys.Where(key => key != "k150")) + " -", Take(queue, 201));
        queue.ShutDown();
        Assert.Equal(0, queue.AddAll(hashed, default, WorkPriority.Normal));
    }

    [Fact]
    public async Task A_taker_that_waits_is_served_by_the_next_add()
    {
        var queue = Queue();
        var take = queue.TakeAsync();
        Assert.False(take.IsCompleted);

        queue.Add("a");

        Assert.Equal("a", (await take).Key);
    }

    [Fact]
    public async Task Cancelling_a_taker_loses_no_key()
    {
        var queue = Queue();
        using var cancel = new CancellationTokenSource();
        var take = queue.TakeAsync(cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await take);
        queue.Add("a");
        Assert.Equal("a", TakeNow(queue));
    }

    [Fact]
    public void Of_several_times_the_earliest_wins()
    {
        var queue = Queue();
        queue.AddAfter("a", TimeSpan.FromSeconds(10));
        queue.AddAfter("a", TimeSpan.FromSeconds(5));
        queue.AddAfter("a", TimeSpan.FromSeconds(20));

        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Null(TakeNow(queue));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("a", TakeNow(queue, out var item));
        queue.Done(item, WorkOutcome.Success);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(TakeNow(queue));
    }

    [Fact]
    public async Task A_taker_wakes_when_a_delayed_key_comes_due()
    {
        var queue = Queue();
        queue.AddAfter("a", TimeSpan.FromSeconds(10));
        var take = queue.TakeAsync();

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(take.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("a", (await take).Key);
    }

    [Fact]
    public void Failures_back_off_and_success_forgets_them()
    {
        var queue = Queue();
        var starts = new List<(double, int)>();
        queue.Add("a");
        foreach (var outcome in new[] { WorkOutcome.Failure, WorkOutcome.Failure, WorkOutcome.Failure, WorkOutcome.Failure, WorkOutcome.Requeue(TimeSpan.FromSeconds(1)), WorkOutcome.Failure, WorkOutcome.Success })
        {
            WorkItem<string> item;
            while (TakeNow(queue, out item) is null)
                _time.Advance(TimeSpan.FromSeconds(1));
            starts.Add((_time.Elapsed.TotalSeconds, item.Failures));
            queue.Done(item, outcome);
        }

        Assert.Equal([(0, 0), (10, 1), (30, 2), (70, 3), (110, 4), (111, 0), (121, 1)], starts);
    }

    [Fact]
    public void An_unrelated_event_does_not_shorten_a_backoff()
    {
        var queue = Queue();
        queue.Add("a");
        TakeNow(queue, out var item);
        queue.Done(item, WorkOutcome.Failure);

        queue.Add("a");
        queue.AddAfter("a", TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Null(TakeNow(queue));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a", TakeNow(queue));
    }

    [Fact]
    public void A_change_of_the_object_itself_jumps_a_backoff_once_and_is_not_counted_twice()
    {
        var queue = Queue();
        queue.Add("a");
        TakeNow(queue, out var item);
        queue.Done(item, WorkOutcome.Failure);

        queue.Add("a", changedItself: true);
        Assert.Equal("a", TakeNow(queue, out item));
        queue.Done(item, WorkOutcome.Failure);

        queue.Add("a", changedItself: true);
        Assert.Null(TakeNow(queue));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("a", TakeNow(queue, out item));
        Assert.Equal(1, item.Failures);
    }

    [Fact]
    public void Work_that_fails_while_its_object_changes_starts_again_at_once()
    {
        var queue = Queue();
        queue.Add("a");
        TakeNow(queue, out var item);
        queue.Add("a", changedItself: true);

        queue.Done(item, WorkOutcome.Failure);

        Assert.Equal("a", TakeNow(queue));
    }

    [Fact]
    public void What_was_asked_for_during_a_run_survives_its_end()
    {
        var queue = Queue();
        queue.Add("a");
        TakeNow(queue, out var item);
        queue.AddAfter("a", TimeSpan.FromSeconds(5));

        queue.Done(item, WorkOutcome.Requeue(TimeSpan.FromSeconds(60)));

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("a", TakeNow(queue));
    }

    [Fact]
    public void Held_work_comes_back_with_its_causes_and_without_a_failure()
    {
        var queue = Queue();
        queue.Add("a", new WorkCause(ReconcileReasons.Created), WorkPriority.High);
        TakeNow(queue, out var item);
        queue.Done(item, WorkOutcome.Hold(TimeSpan.FromSeconds(5)));
        queue.Add("a", new WorkCause(ReconcileReasons.OwnedChanged), WorkPriority.Low);

        Assert.Equal("a", TakeNow(queue, out item));
        Assert.Equal((ReconcileReasons.Created | ReconcileReasons.OwnedChanged, WorkPriority.High, 0), (item.Cause.Reasons, item.Priority, item.Failures));
    }

    [Fact]
    public void Higher_priorities_go_first_and_merging_keeps_the_highest()
    {
        var queue = Queue();
        queue.Add("low", priority: WorkPriority.Low);
        queue.Add("raised", priority: WorkPriority.Low);
        queue.Add("normal");
        queue.Add("high", priority: WorkPriority.High);
        queue.Add("raised", priority: WorkPriority.Normal);
        queue.Add("normal", priority: WorkPriority.Low);

        Assert.Equal("high normal raised low", Take(queue, 4));
    }

    [Fact]
    public void Low_priority_work_starts_though_higher_never_runs_out()
    {
        var queue = Queue();
        queue.Add("low", priority: WorkPriority.Low);
        queue.Add("busy", priority: WorkPriority.High);
        for (var starts = 1; ; starts++)
        {
            var key = TakeNow(queue, out var item);
            if (key == "low")
            {
                Assert.InRange(starts, 2, ReadyLanes<string>.LowestLaneEvery);
                return;
            }
            queue.Add(key!, priority: WorkPriority.High);
            queue.Done(item, WorkOutcome.Success);
        }
    }

    [Fact]
    public void Debounce_waits_for_quiet()
    {
        var queue = Queue(new WorkQueueOptions { Debounce = TimeSpan.FromSeconds(2) });
        queue.Add("a");
        _time.Advance(TimeSpan.FromSeconds(1.5));
        queue.Add("a");
        _time.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Null(TakeNow(queue));
        _time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Equal("a", TakeNow(queue));
    }

    [Fact]
    public void Debounce_ends_after_its_maximum_however_often_the_key_changes()
    {
        var queue = Queue(new WorkQueueOptions { Debounce = TimeSpan.FromSeconds(2), DebounceMaximum = TimeSpan.FromSeconds(5) });
        var startedAt = new List<double>();
        for (var tick = 0; tick < 24; tick++)
        {
            queue.Add("a");
            if (TakeNow(queue, out var item) is not null)
            {
                startedAt.Add(_time.Elapsed.TotalSeconds);
                queue.Done(item, WorkOutcome.Success);
            }
            _time.Advance(TimeSpan.FromSeconds(0.5));
        }

        Assert.Equal([5, 10.5], startedAt);
    }

    [Fact]
    public void The_overall_rate_limit_spaces_starts()
    {
        var queue = Queue(new WorkQueueOptions { StartsPerSecond = 2, StartBurst = 1 });
        foreach (var key in new[] { "a", "b", "c" })
            queue.Add(key);
        var takes = new[] { queue.TakeAsync().AsTask(), queue.TakeAsync().AsTask(), queue.TakeAsync().AsTask() };

        var served = new List<int>();
        for (var tick = 0; tick < 5; tick++)
        {
            served.Add(takes.Count(take => take.IsCompleted));
            _time.Advance(TimeSpan.FromSeconds(0.25));
        }

        Assert.Equal([1, 1, 2, 2, 3], served);
    }

    [Fact]
    public async Task Draining_waits_for_running_work_and_drops_the_rest()
    {
        var queue = Queue();
        queue.Add("a");
        queue.Add("b");
        TakeNow(queue, out var item);
        var waiting = queue.TakeAsync();
        var second = await waiting;
        var drain = queue.DrainAsync(TimeSpan.FromSeconds(10));

        Assert.False(queue.Add("c"));
        Assert.False((await queue.TakeAsync()).HasWork);
        queue.Done(item, WorkOutcome.Failure);
        Assert.False(drain.IsCompleted);
        queue.Done(second, WorkOutcome.Success);

        Assert.True(await drain);
    }

    [Fact]
    public async Task Draining_gives_up_after_its_time()
    {
        var queue = Queue();
        queue.Add("a");
        TakeNow(queue, out _);
        var drain = queue.DrainAsync(TimeSpan.FromSeconds(10));

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.False(await drain);
    }

    [Fact]
    public async Task Shutting_down_frees_those_who_wait()
    {
        var queue = Queue();
        var take = queue.TakeAsync();

        queue.Dispose();

        Assert.False((await take).HasWork);
        Assert.Equal(0, _time.TimerCount);
    }

    [Fact]
    public void Giving_a_key_back_twice_is_refused()
    {
        var queue = Queue();
        queue.Add("a");
        TakeNow(queue, out var item);
        queue.Done(item, WorkOutcome.Success);

        Assert.Contains("given back twice", Assert.Throws<InvalidOperationException>(() => queue.Done(item, WorkOutcome.Success)).Message);
    }

    [Fact]
    public void The_counts_are_exact()
    {
        var queue = Queue();
        queue.Add("ready-low", priority: WorkPriority.Low);
        queue.Add("first");
        queue.Add("second");
        queue.Add("ready");
        queue.AddAfter("waiting", TimeSpan.FromHours(1));
        TakeNow(queue, out _);
        _time.Advance(TimeSpan.FromSeconds(3));
        TakeNow(queue, out _);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new WorkQueueCounts(1, 1, 0, 1, 2, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(4)), queue.Count());
    }

    [Fact]
    public void Far_future_times_do_not_overflow()
    {
        var queue = Queue();
        queue.AddAfter("a", TimeSpan.MaxValue);
        var take = queue.TakeAsync();
        _time.Advance(TimeSpan.FromDays(100));
        Assert.False(take.IsCompleted);
    }

    [Fact]
    public void Delayed_keys_of_the_same_time_keep_their_order()
    {
        var queue = Queue();
        foreach (var key in Enumerable.Range(0, 50))
            queue.AddAfter(key.ToString(), TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Enumerable.Range(0, 50).Select(key => key.ToString()), Enumerable.Range(0, 50).Select(_ => TakeNow(queue)!));
    }
}
