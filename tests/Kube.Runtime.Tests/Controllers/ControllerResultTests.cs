using System.Collections.Concurrent;

namespace Kube.Runtime.Tests;

/// <summary>When an object is looked at again.</summary>
public class ControllerResultTests
{
    private static ValueTask<ReconcileResult> Done => new(ReconcileResult.Done);

    [Fact]
    public async Task A_failing_object_backs_off_alone()
    {
        await using var harness = new ControllerHarness();
        harness.Widgets.Put(Widget.Named("bad"));
        harness.Widgets.Put(Widget.Named("good"));
        var attempts = new ConcurrentQueue<(double, int)>();
        var good = 0;
        harness.Start((widget, context, _) =>
        {
            if (widget.Metadata.Name == "good")
            {
                Interlocked.Increment(ref good);
                return Done;
            }
            attempts.Enqueue((Math.Round(harness.Time.Elapsed.TotalSeconds, 3), context.Attempt));
            return context.Attempt < 4 ? throw new InvalidOperationException("not yet") : Done;
        });
        await harness.UntilAsync(() => attempts.Count == 4);

        var first = attempts.First().Item1;
        Assert.Equal([(0, 1), (1, 2), (3, 3), (7, 4)], attempts.Select(a => (a.Item1 - first, a.Item2)));
        Assert.Equal(1, good);
    }

    [Fact]
    public async Task Requeue_comes_back_after_its_time_and_earlier_on_a_change()
    {
        await using var harness = new ControllerHarness();
        harness.Widgets.Put(Widget.Named("a"));
        var runs = new ConcurrentQueue<(double At, ReconcileReasons Reasons)>();
        harness.Start((_, context, _) =>
        {
            runs.Enqueue((harness.Time.Elapsed.TotalSeconds, context.Cause.Reasons));
            return new(ReconcileResult.RequeueAfter(TimeSpan.FromSeconds(60)));
        });
        await harness.UntilAsync(() => runs.Count == 2);
        harness.Widgets.Put(Widget.Named("a", color: "new"));
        await harness.UntilAsync(() => runs.Count == 3);

        var reached = runs.ToArray();
        Assert.Equal((60, ReconcileReasons.Requeued), (reached[1].At - reached[0].At, reached[1].Reasons));
        Assert.Equal((0, ReconcileReasons.Updated | ReconcileReasons.Requeued), (reached[2].At - reached[1].At, reached[2].Reasons));
    }

    [Fact]
    public async Task A_terminal_failure_is_not_retried_until_something_changes()
    {
        await using var harness = new ControllerHarness();
        harness.Widgets.Put(Widget.Named("a"));
        var runs = 0;
        var failures = new ConcurrentQueue<bool>();
        harness.OnFailure = (failure, _) =>
        {
            failures.Enqueue(failure.IsTerminal);
            return default;
        };
        harness.Start((_, _, _) =>
        {
            runs++;
            throw new TerminalReconcileException("no such color");
        });
        await harness.UntilAsync(() => failures.Count == 1);
        harness.Time.Advance(TimeSpan.FromHours(1));
        await VirtualTimeProvider.SettleAsync();
        Assert.Equal(1, runs);

        harness.Widgets.Put(Widget.Named("a", color: "known"));
        await harness.UntilAsync(() => failures.Count == 2);
        Assert.Equal([true, true], failures);
    }

    [Fact]
    public async Task A_run_that_takes_too_long_is_cancelled_and_retried()
    {
        await using var harness = new ControllerHarness();
        harness.Options = harness.Options with { ReconcileTimeout = TimeSpan.FromSeconds(20) };
        harness.Widgets.Put(Widget.Named("a"));
        var attempts = new ConcurrentQueue<int>();
        harness.Start(async (_, context, token) =>
        {
            attempts.Enqueue(context.Attempt);
            if (context.Attempt == 1)
                await Task.Delay(Timeout.Infinite, token);
            return ReconcileResult.Done;
        });

        await harness.UntilAsync(() => attempts.Count == 2);

        Assert.Equal([1, 2], attempts);
        Assert.InRange(harness.Time.Elapsed.TotalSeconds, 20, 25);
    }

    [Fact]
    public async Task A_rule_that_throws_costs_its_object_a_backoff_and_the_controller_no_worker()
    {
        using var results = new ReconcileResults();
        await using var harness = new ControllerHarness();
        harness.Options = harness.Options with { Workers = 1 };
        var asked = 0;
        harness.IsMine = key => key.Name != "a" || (++asked > 3 ? true : throw new InvalidOperationException("a fault of the rule"));
        harness.Widgets.Put(Widget.Named("a"));
        harness.Widgets.Put(Widget.Named("b"));
        var reconciler = new RecordingReconciler();
        harness.Start(reconciler);

        await harness.UntilAsync(() => reconciler.Reconciled.Count == 2);

        // 1 s, 2 s and 4 s of backoff.
        Assert.Equal(7, harness.Time.Elapsed.TotalSeconds);
        Assert.Equal("errors 3, success 2", results.ToString());
    }
}
