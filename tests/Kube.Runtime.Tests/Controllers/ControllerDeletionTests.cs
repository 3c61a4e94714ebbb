namespace Kube.Runtime.Tests;

/// <summary>How the end of an object is told.</summary>
public class ControllerDeletionTests
{
    private static readonly ObjectKey A = new("default", "a");

    [Fact]
    public async Task Deletion_is_told_once_with_the_last_state()
    {
        await using var harness = new ControllerHarness();
        harness.Widgets.Put(Widget.Named("a", color: "red"));
        var reconciler = new RecordingReconciler();
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
        var reconciler = new RecordingReconciler { DeleteFailures = 2 };
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
        var reconciler = new RecordingReconciler();
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
}
