namespace Kube.Runtime.Tests;

public class InformerTests
{
    private readonly VirtualTimeProvider _time = new();
    private readonly FakeCluster<Widget> _cluster;
    private readonly Informer<Widget> _informer;

    public InformerTests()
    {
        _cluster = new FakeCluster<Widget>(_time, Widget.Type);
        _informer = new Informer<Widget>(new Watcher<Widget>(_cluster, new WatcherOptions(), _time, new Random(1)), w => w with { Color = w.Color.ToUpperInvariant() });
    }

    private static string Read(StoreSubscription<Widget> subscription)
    {
        var text = new List<string>();
        while (subscription.TryRead(out var change))
            text.Add($"{change.Kind} {change.Key.Name} {change.Old?.Color}>{change.New?.Color}{(change.IsInitial ? " initial" : "")}");
        return string.Join(", ", text);
    }

    [Fact]
    public async Task Keeps_its_store_current_and_trims_what_it_keeps()
    {
        _cluster.Put(Widget.Named("a", color: "red"));
        await using var lease = _informer.Acquire();
        await _time.RunUntilAsync(() => _informer.IsReady);
        _cluster.Put(Widget.Named("b", color: "blue"));
        await _time.RunUntilAsync(() => _informer.Count == 2);

        Assert.Equal(["BLUE", "RED"], _informer.Store.Snapshot().Select(w => w.Color).Order());
    }

    [Fact]
    public async Task Subscribers_get_a_replay_then_every_change_deletes_included()
    {
        _cluster.Put(Widget.Named("a", color: "red"));
        await using var lease = _informer.Acquire();
        using var early = _informer.Subscribe();
        await _time.RunUntilAsync(() => _cluster.OpenWatches == 1);
        Assert.Equal("Added a >RED initial", Read(early));
        using var late = _informer.Subscribe();
        Assert.Equal("Added a >RED initial", Read(late));

        _cluster.Put(Widget.Named("a", color: "blue"));
        await VirtualTimeProvider.SettleAsync();
        Assert.Equal("Updated a RED>BLUE", Read(early));
        _cluster.Delete(new ObjectKey("default", "a"));
        await VirtualTimeProvider.SettleAsync();

        Assert.Equal("Deleted a BLUE>", Read(early));
        Assert.Equal("Deleted a RED>", Read(late));
    }

    [Fact]
    public async Task A_slow_subscriber_sees_several_changes_of_one_key_as_one_and_holds_nobody_up()
    {
        await using var lease = _informer.Acquire();
        using var slow = _informer.Subscribe();
        await _time.RunUntilAsync(() => _cluster.OpenWatches == 1);
        for (var i = 0; i < 10_000; i++)
            _cluster.Put(Widget.Named("w" + (i % 10), color: "v" + i));
        _cluster.Put(Widget.Named("comes", color: "x"));
        _cluster.Delete(new ObjectKey("default", "comes"));
        await VirtualTimeProvider.SettleAsync();

        Assert.Equal(10, _informer.Count);
        Assert.Equal(11, slow.Pending);
        Assert.Equal(string.Join(", ", Enumerable.Range(0, 10).Select(i => $"Added w{i} >V{9990 + i}").Append("Deleted comes X>")), Read(slow));
    }

    [Fact]
    public async Task It_runs_while_somebody_needs_it_and_catches_up_when_needed_again()
    {
        _cluster.Put(Widget.Named("a"));
        var first = _informer.Acquire();
        var second = _informer.Acquire();
        await _time.RunUntilAsync(() => _cluster.OpenWatches == 1);
        await first.DisposeAsync();
        await first.DisposeAsync();
        Assert.Equal((true, 1), (_informer.IsRunning, _cluster.OpenWatches));
        await second.DisposeAsync();
        Assert.Equal((false, 0), (_informer.IsRunning, _cluster.OpenWatches));

        using var changes = _informer.Subscribe();
        Read(changes);
        _cluster.Delete(new ObjectKey("default", "a"));
        _cluster.Put(Widget.Named("b", color: "new"));
        await using var third = _informer.Acquire();
        await _time.RunUntilAsync(() => _cluster.OpenWatches == 1);

        Assert.Equal("Added b >NEW, Deleted a >", Read(changes));
    }

    [Fact]
    public async Task An_object_that_does_not_decode_is_reported_and_keeps_its_last_state()
    {
        _cluster.Put(Widget.Named("a", color: "red"));
        var reported = new List<string>();
        _informer.ItemFailed += item => reported.Add(item.Metadata!.Name!);
        await using var lease = _informer.Acquire();
        await _time.RunUntilAsync(() => _cluster.OpenWatches == 1);

        _cluster.Send(Widget.Undecodable("a", WatchEventType.Modified, "900"));
        _cluster.Put(Widget.Named("b"));
        await VirtualTimeProvider.SettleAsync();
        Assert.Equal((2, 1, "a"), (_informer.Count, _informer.Undecodable.Count, string.Join(' ', reported)));

        _cluster.Put(Widget.Named("a", color: "mended"));
        await VirtualTimeProvider.SettleAsync();
        Assert.Empty(_informer.Undecodable);

        _cluster.Send(Widget.Undecodable("a", WatchEventType.Deleted, "950"));
        await VirtualTimeProvider.SettleAsync();
        Assert.Equal((1, 0), (_informer.Count, _informer.Undecodable.Count));
    }

    [Fact]
    public async Task A_trim_hook_that_throws_costs_its_object_and_not_the_watch()
    {
        var informer = new Informer<Widget>(new Watcher<Widget>(_cluster, new WatcherOptions(), _time), w => w.Color == "bad" ? throw new InvalidOperationException("cannot trim") : w);
        await using var lease = informer.Acquire();
        await _time.RunUntilAsync(() => _cluster.OpenWatches == 1);

        _cluster.Put(Widget.Named("a", color: "bad"));
        _cluster.Put(Widget.Named("b"));
        await _time.RunUntilAsync(() => informer.Count == 1);

        Assert.Equal(["b"], informer.Store.Objects.Select(w => w.Metadata.Name));
    }

    [Fact]
    public async Task Nothing_is_left_running_when_the_last_lease_is_given_back()
    {
        var lease = _informer.Acquire();
        await _time.RunUntilAsync(() => _cluster.OpenWatches == 1);

        await lease.DisposeAsync();

        Assert.Equal((0, 0), (_time.TimerCount, _cluster.OpenWatches));
    }
}
