using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Kube.Runtime.Tests;

public class ControllerTests
{
    private static readonly ObjectKey A = new("default", "a");

    private static ValueTask<ReconcileResult> Done => new(ReconcileResult.Done);

    [Fact]
    public async Task Every_object_is_reconciled_at_the_start_and_after_each_change()
    {
        await using var harness = new ControllerHarness();
        harness.Widgets.Put(Widget.Named("a", color: "red"));
        harness.Widgets.Put(Widget.Named("b", color: "blue"));
        var seen = new ConcurrentQueue<string>();
        harness.Start((widget, context, _) =>
        {
            seen.Enqueue($"{context.Key} {widget.Color} {context.Cause.Reasons}");
            return Done;
        });
        await harness.UntilAsync(() => seen.Count == 2);

        harness.Widgets.Put(Widget.Named("a", color: "green"));
        await harness.UntilAsync(() => seen.Count == 3);
        harness.Widgets.Put(Widget.Named("c", color: "white"));
        await harness.UntilAsync(() => seen.Count == 4);

        Assert.Equal(["default/a red Initial", "default/b blue Initial", "default/a green Updated", "default/c white Created"], seen.Order().OrderBy(s => !s.Contains("Initial")).ThenBy(s => s));
    }

    [Fact]
    public async Task A_change_of_an_owned_object_reconciles_its_owner()
    {
        await using var harness = new ControllerHarness();
        var owner = harness.Widgets.Put(Widget.Named("a"));
        var causes = new ConcurrentQueue<WorkCause>();
        harness.Start((_, context, _) =>
        {
            causes.Enqueue(context.Cause);
            return Done;
        });
        await harness.UntilAsync(() => causes.Count == 1);

        var gear = harness.Gears.Put(Gear.OwnedBy(owner, "g"));
        await harness.UntilAsync(() => causes.Count == 2);
        harness.Gears.Delete(ObjectKey.Of(gear));
        await harness.UntilAsync(() => causes.Count == 3);

        Assert.All(causes.Skip(1), cause => Assert.Equal((ReconcileReasons.OwnedChanged, "Gear default/g"), (cause.Reasons, cause.Related?.ToString())));
    }

    [Fact]
    public async Task A_child_that_changes_hands_reconciles_both_owners()
    {
        await using var harness = new ControllerHarness();
        var (a, b) = (harness.Widgets.Put(Widget.Named("a")), harness.Widgets.Put(Widget.Named("b")));
        harness.Gears.Put(Gear.OwnedBy(a, "g"));
        var keys = new ConcurrentQueue<string>();
        harness.Start((_, context, _) =>
        {
            if (context.Cause.Reasons == ReconcileReasons.OwnedChanged)
                keys.Enqueue(context.Key.Name);
            return Done;
        });
        await VirtualTimeProvider.SettleAsync();
        await harness.UntilAsync(() => harness.Gears.OpenWatches == 1);
        keys.Clear();

        harness.Gears.Put(Gear.OwnedBy(b, "g"));
        await harness.UntilAsync(() => keys.Count == 2);

        Assert.Equal(["a", "b"], keys.Order());
    }

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
    public async Task Deletion_is_told_once_with_the_last_state()
    {
        await using var harness = new ControllerHarness();
        harness.Widgets.Put(Widget.Named("a", color: "red"));
        var reconciler = new Recording();
        harness.Start(reconciler);
        await harness.UntilAsync(() => reconciler.Reconciled.Count == 1);

        harness.Widgets.Delete(A);
        await harness.UntilAsync(() => reconciler.Deleted.Count == 1);
        harness.Controller!.Trigger(A);
        await VirtualTimeProvider.SettleAsync();

        Assert.Equal(["red"], reconciler.Deleted);
    }

    [Fact]
    public async Task A_failing_cleanup_is_retried_with_the_same_last_state()
    {
        await using var harness = new ControllerHarness();
        harness.Widgets.Put(Widget.Named("a", color: "red"));
        var reconciler = new Recording { DeleteFailures = 2 };
        harness.Start(reconciler);
        await harness.UntilAsync(() => reconciler.Reconciled.Count == 1);

        harness.Widgets.Delete(A);
        await harness.UntilAsync(() => reconciler.Deleted.Count == 3);

        Assert.Equal(["red", "red", "red"], reconciler.Deleted);
    }

    [Fact]
    public async Task Deletes_missed_while_disconnected_are_told()
    {
        await using var harness = new ControllerHarness();
        harness.Widgets.Put(Widget.Named("a", color: "red"));
        var reconciler = new Recording();
        harness.Start(reconciler);
        await harness.UntilAsync(() => reconciler.Reconciled.Count == 1 && harness.Widgets.OpenWatches == 1);

        harness.Widgets.OnRequest = static _ => new FakeFault(WatchSignalKind.ServerError);
        harness.Widgets.DropWatches();
        harness.Widgets.Delete(A);
        harness.Widgets.Compact();
        harness.Time.Advance(TimeSpan.FromSeconds(10));
        harness.Widgets.OnRequest = static _ => null;
        await harness.UntilAsync(() => reconciler.Deleted.Count == 1);

        Assert.Equal(["red"], reconciler.Deleted);
    }

    [Fact]
    public async Task One_object_is_never_reconciled_twice_at_once()
    {
        await using var harness = new ControllerHarness();
        harness.Widgets.Put(Widget.Named("a"));
        var (running, worst, runs) = (0, 0, 0);
        var gate = new SemaphoreSlim(0);
        harness.Start(async (_, _, token) =>
        {
            worst = Math.Max(worst, Interlocked.Increment(ref running));
            await gate.WaitAsync(token);
            Interlocked.Decrement(ref running);
            Interlocked.Increment(ref runs);
            return ReconcileResult.Done;
        });
        await harness.UntilAsync(() => running == 1);
        for (var i = 0; i < 10; i++)
            harness.Widgets.Put(Widget.Named("a", color: i.ToString()));
        await VirtualTimeProvider.SettleAsync();

        gate.Release(10);
        await harness.UntilAsync(() => runs >= 2 && running == 0);

        Assert.Equal((1, 2), (worst, runs));
    }

    [Fact]
    public async Task Own_writes_are_seen_before_the_next_run()
    {
        await using var harness = new ControllerHarness();
        var reconciled = new ConcurrentQueue<string>();
        var written = 0;
        harness.Widgets.Put(Widget.Named("a", color: "0"));
        harness.Start((widget, context, _) =>
        {
            reconciled.Enqueue(widget.Color);
            if (written++ == 0)
            {
                // The watch is down: the cache cannot show what is written now.
                harness.Widgets.OnRequest = static _ => new FakeFault(WatchSignalKind.ServerError);
                harness.Widgets.DropWatches();
                context.Wrote(harness.Widgets.Put(Widget.Named("a", color: "1")));
            }
            return Done;
        });
        await harness.UntilAsync(() => reconciled.Count == 1);
        harness.Controller!.Trigger(A);
        await VirtualTimeProvider.SettleAsync();
        harness.Time.Advance(TimeSpan.FromSeconds(2));
        await VirtualTimeProvider.SettleAsync();
        Assert.Equal(["0"], reconciled);

        harness.Widgets.OnRequest = static _ => null;
        await harness.UntilAsync(() => reconciled.Count == 2);

        Assert.Equal(["0", "1"], reconciled);
    }

    [Fact]
    public async Task A_write_that_is_never_seen_holds_the_object_only_so_long()
    {
        await using var harness = new ControllerHarness();
        var runs = new ConcurrentQueue<double>();
        harness.Widgets.Put(Widget.Named("a"));
        harness.Start((widget, context, _) =>
        {
            runs.Enqueue(harness.Time.Elapsed.TotalSeconds);
            context.Wrote(widget.WithMetadata(widget.Metadata with { ResourceVersion = "999999" }));
            return Done;
        });
        await harness.UntilAsync(() => runs.Count == 1);

        harness.Controller!.Trigger(A);
        await harness.UntilAsync(() => runs.Count == 2);

        Assert.Equal(5, runs.Last() - runs.First(), 3);
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
    public async Task Stopping_waits_for_what_runs_and_starts_nothing_new()
    {
        var harness = new ControllerHarness();
        harness.Options = harness.Options with { Workers = 1 };
        harness.Widgets.Put(Widget.Named("a"));
        harness.Widgets.Put(Widget.Named("b"));
        var release = new TaskCompletionSource();
        var (started, finished) = (0, 0);
        harness.Start(async (_, _, _) =>
        {
            Interlocked.Increment(ref started);
            await release.Task;
            Interlocked.Increment(ref finished);
            return ReconcileResult.Done;
        });
        await harness.UntilAsync(() => started == 1);

        var stop = harness.BeginStop();
        await VirtualTimeProvider.SettleAsync();
        Assert.False(stop.IsCompleted);
        release.SetResult();
        await harness.StopAsync();

        Assert.Equal((1, 1), (started, finished));
        Assert.Equal(0, harness.Widgets.OpenWatches);
    }

    [Fact]
    public async Task Stopping_cancels_what_does_not_finish_in_time()
    {
        var harness = new ControllerHarness();
        harness.Widgets.Put(Widget.Named("a"));
        var (started, cancelled) = (0, false);
        harness.Start(async (_, _, token) =>
        {
            started++;
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancelled = token.IsCancellationRequested;
            return ReconcileResult.Done;
        });
        await harness.UntilAsync(() => started == 1);

        await harness.StopAsync();

        Assert.True(cancelled);
    }

    [Fact]
    public async Task Predicates_drop_updates_but_never_what_appears_goes_or_begins_to_go()
    {
        await using var harness = new ControllerHarness { Predicate = ChangePredicates.Generation<Widget>() };
        static Widget At(long generation, bool deleting = false) => Widget.Named("a").WithMetadata(new ObjectMeta
        {
            Name = "a",
            Namespace = "default",
            Generation = generation,
            DeletionTimestamp = deleting ? DateTimeOffset.UnixEpoch : null,
        });
        var reconciler = new Recording();
        harness.Widgets.Put(At(1));
        harness.Start(reconciler);
        await harness.UntilAsync(() => reconciler.Reconciled.Count == 1);

        harness.Widgets.Put(At(1));
        await VirtualTimeProvider.SettleAsync();
        Assert.Single(reconciler.Reconciled);
        harness.Widgets.Put(At(2));
        await harness.UntilAsync(() => reconciler.Reconciled.Count == 2);
        harness.Widgets.Put(At(2, deleting: true));
        await harness.UntilAsync(() => reconciler.Reconciled.Count == 3);
        harness.Widgets.Delete(A);
        await harness.UntilAsync(() => reconciler.Deleted.Count == 1);
    }

    [Fact]
    public async Task A_predicate_that_throws_lets_the_change_pass()
    {
        await using var harness = new ControllerHarness { Predicate = new ChangePredicate<Widget>((_, _) => throw new InvalidOperationException("broken")) };
        var reconciler = new Recording();
        harness.Widgets.Put(Widget.Named("a"));
        harness.Start(reconciler);
        await harness.UntilAsync(() => reconciler.Reconciled.Count == 1);

        harness.Widgets.Put(Widget.Named("a", color: "new"));
        await harness.UntilAsync(() => reconciler.Reconciled.Count == 2);
        harness.Widgets.Put(Widget.Named("a", color: "newer"));
        await harness.UntilAsync(() => reconciler.Reconciled.Count == 3);
    }

    [Fact]
    public async Task External_sources_and_bulk_signals_reconcile()
    {
        await using var harness = new ControllerHarness();
        var keys = Channel.CreateUnbounded<ObjectKey>();
        var signals = Channel.CreateUnbounded<int>();
        harness.MoreSources.Add(new ExternalSource<Widget>(keys.Reader.ReadAllAsync()));
        harness.MoreSources.Add(new BulkSource<Widget, int>(signals.Reader.ReadAllAsync(), harness.WidgetInformer.Store));
        harness.Widgets.Put(Widget.Named("a"));
        harness.Widgets.Put(Widget.Named("b"));
        var reasons = new ConcurrentQueue<string>();
        harness.Start((_, context, _) =>
        {
            reasons.Enqueue($"{context.Key.Name} {context.Cause.Reasons}");
            return Done;
        });
        await harness.UntilAsync(() => reasons.Count == 2);

        keys.Writer.TryWrite(A);
        await harness.UntilAsync(() => reasons.Count == 3);
        signals.Writer.TryWrite(1);
        await harness.UntilAsync(() => reasons.Count == 5);

        Assert.Equal(["a All", "a External", "b All"], reasons.Skip(2).Order());
    }

    [Fact]
    public async Task Reconciles_begin_only_when_every_cache_is_complete()
    {
        await using var harness = new ControllerHarness();
        harness.Widgets.Put(Widget.Named("a"));
        harness.Gears.OnRequest = static _ => new FakeFault(WatchSignalKind.Forbidden);
        var runs = 0;
        harness.Start((_, _, _) =>
        {
            runs++;
            return Done;
        });
        harness.Time.Advance(TimeSpan.FromSeconds(100));
        await VirtualTimeProvider.SettleAsync();
        Assert.Equal(0, runs);

        harness.Gears.OnRequest = static _ => null;
        await harness.UntilAsync(() => runs == 1);
    }

    [Fact]
    public async Task A_controller_runs_once_at_a_time()
    {
        await using var harness = new ControllerHarness();
        harness.Start((_, _, _) => Done);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => harness.Controller!.RunAsync());

        Assert.Equal("The controller 'widget' already runs.", error.Message);
    }

    private sealed class Recording : IReconciler<Widget>
    {
        public ConcurrentQueue<string> Reconciled { get; } = new();

        public ConcurrentQueue<string> Deleted { get; } = new();

        public int DeleteFailures { get; init; }

        public ValueTask<ReconcileResult> ReconcileAsync(Widget resource, ReconcileContext context, CancellationToken cancellationToken)
        {
            Reconciled.Enqueue(resource.Color);
            return Done;
        }

        public ValueTask<ReconcileResult> DeletedAsync(Widget last, ReconcileContext context, CancellationToken cancellationToken)
        {
            Deleted.Enqueue(last.Color);
            return Deleted.Count <= DeleteFailures ? throw new InvalidOperationException("not yet") : Done;
        }
    }
}
