using Kube.Client;
using Kube.Models;
using Kube.Testing;

namespace Kube.Runtime.Tests;

/// <summary>What a controller cannot do is shown by <c>kubectl describe</c>.</summary>
public sealed class ControllerEventsTests : IAsyncLifetime
{
    private readonly ControllerHarness _harness = new();
    private EmbeddedApiServer _server = null!;
    private KubeClient _client = null!;
    private EventRecorder _events = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await EmbeddedApiServer.StartAsync();
        _client = _server.CreateClient();
        _harness.Events = _events = new EventRecorder(_client, "example.com/widgets");
    }

    public async ValueTask DisposeAsync()
    {
        await _harness.DisposeAsync();
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<string[]> WrittenAsync()
    {
        await _events.DisposeAsync();
        return [.. (await _client.Namespaced<Eventsv1Event>("default").ListAsync()).Items
            .Select(e => $"{e.Regarding!.ApiVersion} {e.Regarding.Kind} {e.Regarding.Name} {e.Type} {e.Reason} {e.Action}: {e.Note}").Order()];
    }

    [Fact]
    public async Task Failures_and_time_outs_are_published()
    {
        _harness.Options = _harness.Options with { ReconcileTimeout = TimeSpan.FromSeconds(20) };
        _harness.Widgets.Put(Widget.Named("fails"));
        _harness.Widgets.Put(Widget.Named("hangs"));
        _harness.Widgets.Put(Widget.Named("works"));
        var done = 0;
        _harness.Start(async (widget, _, cancellationToken) =>
        {
            Interlocked.Increment(ref done);
            if (widget.Metadata.Name == "fails")
                throw new TerminalReconcileException("no such color");
            if (widget.Metadata.Name == "hangs")
                await Task.Delay(Timeout.InfiniteTimeSpan, _harness.Time, cancellationToken);
            return ReconcileResult.Done;
        });
        await _harness.UntilAsync(() => done == 3);
        _harness.Time.Advance(TimeSpan.FromSeconds(22));
        await _harness.UntilAsync(() => done == 4);

        Assert.Equal(
            [
                "example.com/v1 Widget fails Warning ReconcileFailed Reconcile: no such color",
                "example.com/v1 Widget hangs Warning ReconcileTimedOut Reconcile: The reconcile was cancelled: it took longer than 00:00:20.",
            ],
            await WrittenAsync());
    }

    [Fact]
    public async Task Objects_that_do_not_decode_are_published_when_the_controller_works()
    {
        _harness.Widgets.Put(Widget.Named("a"));
        _harness.IsMine = key => key.Name != "others";
        await using (_harness.WidgetInformer.Acquire())
        {
            await _harness.UntilAsync(() => _harness.WidgetInformer.IsReady);
            // Before it works, afterwards, and one that another replica sees to.
            _harness.Widgets.Send(Widget.Undecodable("early"));
            await _harness.UntilAsync(() => _harness.WidgetInformer.Undecodable.Count == 1);
            _harness.Start((_, _, _) => new(ReconcileResult.Done));
            await _harness.UntilAsync(() => _harness.Controller!.Work is not null);
            _harness.Widgets.Send(Widget.Undecodable("late"));
            _harness.Widgets.Send(Widget.Undecodable("others"));
            await _harness.UntilAsync(() => _harness.WidgetInformer.Undecodable.Count == 3);
            await _harness.StopAsync();
            _harness.Widgets.Send(Widget.Undecodable("afterwards"));
            await _harness.UntilAsync(() => _harness.WidgetInformer.Undecodable.Count == 4);
        }

        Assert.Equal(
            [
                "example.com/v1 Widget early Warning Undecodable Read: not a number at $.spec.size",
                "example.com/v1 Widget late Warning Undecodable Read: not a number at $.spec.size",
            ],
            await WrittenAsync());
    }
}
