namespace Kube.Runtime.Tests;

/// <summary>How a controller stops.</summary>
public class ControllerStopTests
{
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
    public async Task What_a_stop_cancels_is_counted_and_no_error()
    {
        using var results = new ReconcileResults();
        var harness = new ControllerHarness();
        harness.Widgets.Put(Widget.Named("a"));
        var started = 0;
        harness.Start(async (_, _, token) =>
        {
            started++;
            await Task.Delay(Timeout.Infinite, token);
            return ReconcileResult.Done;
        });
        await harness.UntilAsync(() => started == 1);

        await harness.StopAsync();

        Assert.Equal("requeue 1", results.ToString());
    }

    [Fact]
    public async Task A_failure_and_a_time_out_are_errors()
    {
        using var results = new ReconcileResults();
        await using var harness = new ControllerHarness();
        harness.Options = harness.Options with { ReconcileTimeout = TimeSpan.FromSeconds(5) };
        harness.Widgets.Put(Widget.Named("a"));
        harness.Start(async (_, context, token) =>
        {
            if (context.Attempt == 1)
                throw new InvalidOperationException("no");
            if (context.Attempt == 2)
                await Task.Delay(Timeout.Infinite, token);
            return ReconcileResult.Done;
        });

        await harness.UntilAsync(() => results.ToString().Contains("success", StringComparison.Ordinal));

        Assert.Equal("error 2, errors 2, success 1", results.ToString());
    }
}
