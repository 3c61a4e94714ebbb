namespace Kube.Runtime.Tests;

/// <summary>What predicates drop and what they cannot.</summary>
public class ControllerPredicateTests
{
    private static readonly ObjectKey A = new("default", "a");

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
        var reconciler = new RecordingReconciler();
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
        var reconciler = new RecordingReconciler();
        harness.Widgets.Put(Widget.Named("a"));
        harness.Start(reconciler);
        await harness.UntilAsync(() => reconciler.Reconciled.Count == 1);

        harness.Widgets.Put(Widget.Named("a", color: "new"));
        await harness.UntilAsync(() => reconciler.Reconciled.Count == 2);
        harness.Widgets.Put(Widget.Named("a", color: "newer"));
        await harness.UntilAsync(() => reconciler.Reconciled.Count == 3);
    }
}
