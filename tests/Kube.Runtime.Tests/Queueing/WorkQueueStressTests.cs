namespace Kube.Runtime.Tests;

public class WorkQueueStressTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 20)]
    [InlineData(4, 20)]
    public void Random_operations_agree_with_the_model(int seed, int debounceMilliseconds)
    {
        var random = new Random(seed);
        var time = new VirtualTimeProvider();
        var backoff = new BackoffPolicy { Initial = TimeSpan.FromMilliseconds(8), Maximum = TimeSpan.FromMilliseconds(64), Jitter = 0 };
        var options = new WorkQueueOptions { Backoff = backoff, Debounce = TimeSpan.FromMilliseconds(debounceMilliseconds), DebounceMaximum = TimeSpan.FromMilliseconds(debounceMilliseconds * 3) };
        using var queue = new WorkQueue<int>(options, time);
        var model = new WorkQueueModel(backoff, options.Debounce, options.LongestDebounce);
        var running = new List<WorkItem<int>>();
        var (starts, steps) = (0, Math.Max(200_000, Rounds.Or(0)));
        for (var step = 0; step < steps; step++)
        {
            var now = time.Elapsed.TotalMilliseconds;
            var key = random.Next(40);
            var priority = (WorkPriority)random.Next(3);
            switch (random.Next(10))
            {
                case 0 or 1:
                    var changed = random.Next(3) == 0;
                    queue.Add(key, priority: priority, changedItself: changed);
                    model.Add(key, now, priority, changed);
                    break;
                case 2:
                    var delay = random.Next(50);
                    queue.AddAfter(key, TimeSpan.FromMilliseconds(delay), priority: priority);
                    model.AddAfter(key, now, delay, priority);
                    break;
                case 3 or 4 or 5 when running.Count < 8:
                    var expected = model.Take(now);
                    var item = TakeNow(queue);
                    var actual = item is { } taken ? (taken.Key, taken.Failures) : ((int, int)?)null;
                    if (expected != actual)
                        Assert.Fail($"seed {seed}, step {step} at {now} ms: expected {expected}, was {actual}");
                    if (item is { } started)
                    {
                        Assert.DoesNotContain(running, other => other.Key == started.Key);
                        running.Add(started);
                        starts++;
                    }
                    break;
                case 6 or 7 or 8 when running.Count > 0:
                    var index = random.Next(running.Count);
                    var done = running[index];
                    running.RemoveAt(index);
                    var wait = random.Next(30);
                    var (outcome, name) = random.Next(6) switch
                    {
                        0 or 1 => (WorkOutcome.Failure, "failure"),
                        2 => (WorkOutcome.Requeue(TimeSpan.FromMilliseconds(wait)), "requeue"),
                        3 => (WorkOutcome.Hold(TimeSpan.FromMilliseconds(wait)), "hold"),
                        _ => (WorkOutcome.Success, "success"),
                    };
                    queue.Done(done, outcome);
                    model.Done(done.Key, now, name, wait, done.Priority);
                    break;
                default:
                    time.Advance(TimeSpan.FromMilliseconds(random.Next(5)));
                    break;
            }
        }
        Assert.True(starts > steps / 20, $"only {starts} starts: the test does not test");
    }

    [Fact]
    public async Task No_key_is_lost_or_worked_on_twice_at_once_under_contention()
    {
        const int Keys = 200, AddsEach = 400_000, Adders = 3, Workers = 4;
        using var queue = new WorkQueue<int>(new WorkQueueOptions { Backoff = new BackoffPolicy { Initial = TimeSpan.FromMilliseconds(1), Maximum = TimeSpan.FromMilliseconds(2) } });
        var asked = new long[Keys];
        var seen = new long[Keys];
        var busy = new int[Keys];
        var overlaps = 0;
        var workers = Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            var item = await queue.TakeAsync();
            while (item.HasWork)
            {
                if (Interlocked.Exchange(ref busy[item.Key], 1) != 0)
                    Interlocked.Increment(ref overlaps);
                var latest = Volatile.Read(ref asked[item.Key]);
                if (random.Next(64) == 0)
                    await Task.Yield();
                var outcome = random.Next(32) switch
                {
                    0 => WorkOutcome.Failure,
                    1 => WorkOutcome.Hold(TimeSpan.FromMilliseconds(1)),
                    2 => WorkOutcome.Requeue(TimeSpan.FromMilliseconds(1)),
                    _ => WorkOutcome.Success,
                };
                if (outcome == WorkOutcome.Success)
                    Volatile.Write(ref seen[item.Key], latest);
                Volatile.Write(ref busy[item.Key], 0);
                if (worker % 2 == 0)
                {
                    item = await queue.NextAsync(item, outcome);
                    continue;
                }
                queue.Done(item, outcome);
                item = await queue.TakeAsync();
            }
        })).ToArray();

        await Task.WhenAll(Enumerable.Range(0, Adders).Select(adder => Task.Run(() =>
        {
            var random = new Random(100 + adder);
            for (var i = 0; i < AddsEach; i++)
            {
                var key = random.Next(Keys);
                Interlocked.Increment(ref asked[key]);
                if (random.Next(8) == 0)
                    queue.AddAfter(key, TimeSpan.FromMilliseconds(random.Next(3)), priority: (WorkPriority)random.Next(3));
                else
                    queue.Add(key, priority: (WorkPriority)random.Next(3));
            }
        })));

        var patience = TimeSpan.FromSeconds(60);
        var start = TimeProvider.System.GetTimestamp();
        while (!asked.SequenceEqual(seen) && TimeProvider.System.GetElapsedTime(start) < patience)
            await Task.Delay(5);
        await queue.DrainAsync(patience);
        await Task.WhenAll(workers);

        Assert.Equal(0, overlaps);
        Assert.Equal(asked, seen);
    }

    private static WorkItem<int>? TakeNow(WorkQueue<int> queue)
    {
        using var cancel = new CancellationTokenSource();
        var take = queue.TakeAsync(cancel.Token);
        if (take.IsCompleted)
            return take.GetAwaiter().GetResult();
        cancel.Cancel();
        return null;
    }
}
