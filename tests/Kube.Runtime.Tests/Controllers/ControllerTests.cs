using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Kube.Runtime.Tests;

/// <summary>What makes an object be reconciled.</summary>
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
    public async Task A_controller_runs_once_at_a_time()
    {
        await using var harness = new ControllerHarness();
        harness.Start((_, _, _) => Done);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => harness.Controller!.RunAsync());

        Assert.Equal("The controller 'widget' already runs.", error.Message);
    }
}
