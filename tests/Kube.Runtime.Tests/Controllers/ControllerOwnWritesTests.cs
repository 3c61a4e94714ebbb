using System.Collections.Concurrent;

namespace Kube.Runtime.Tests;

/// <summary>A run sees what the run before it wrote.</summary>
public class ControllerOwnWritesTests
{
    private static readonly ObjectKey A = new("default", "a");

    private static ValueTask<ReconcileResult> Done => new(ReconcileResult.Done);

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
    public async Task A_released_object_is_not_cleaned_up_again_by_a_cache_that_is_behind()
    {
        await using var harness = new ControllerHarness();
        var runs = 0;
        harness.Widgets.Put(Widget.Named("a"));
        harness.Start((widget, context, _) =>
        {
            runs++;
            harness.Widgets.OnRequest = static _ => new FakeFault(WatchSignalKind.ServerError);
            harness.Widgets.DropWatches();
            harness.Widgets.Delete(A);
            context.Wrote(widget, cached => cached.Metadata.Uid == widget.Metadata.Uid);
            return Done;
        });
        await harness.UntilAsync(() => runs == 1);
        harness.Controller!.Trigger(A);
        await VirtualTimeProvider.SettleAsync();
        harness.Time.Advance(TimeSpan.FromSeconds(2));
        await VirtualTimeProvider.SettleAsync();

        harness.Widgets.OnRequest = static _ => null;
        await harness.UntilAsync(() => harness.Controller!.Store.Count == 0);
        await harness.UntilAsync(() => harness.Controller!.Inbox.Gate.Count == 0);

        Assert.Equal(1, runs);
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
}
