namespace Kube.Runtime.Tests;

public class WatcherTests
{
    private readonly VirtualTimeProvider _time = new();
    private readonly FakeCluster<Widget> _cluster;
    private readonly List<string> _told = [];
    private WatcherOptions _options = new() { Backoff = new BackoffPolicy { Initial = TimeSpan.FromSeconds(1), Maximum = TimeSpan.FromSeconds(8), Jitter = 0 } };

    public WatcherTests() => _cluster = new FakeCluster<Widget>(_time, Widget.Type);

    private Watcher<Widget>? _watcher;

    private async Task FollowAsync(Func<bool> until, Func<Task>? act = null)
    {
        _watcher ??= new Watcher<Widget>(_cluster, _options, _time, new Random(1));
        using var stop = new CancellationTokenSource();
        var run = Task.Run(async () =>
        {
            await foreach (var told in _watcher.RunAsync(stop.Token))
            {
                lock (_told)
                    _told.Add(Describe(told));
            }
        });
        if (act is not null)
        {
            await VirtualTimeProvider.SettleAsync();
            await act();
        }
        await _time.RunUntilAsync(until, TimeSpan.FromDays(1));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    private static string Describe(WatcherEvent<Widget> told) => told.Kind switch
    {
        WatcherEventKind.Fault => "fault " + told.Fault!.Kind,
        WatcherEventKind.ItemError => "item error",
        _ => told.Object is { } item ? $"{told.Kind} {item.Metadata.Name}" : told.Kind.ToString(),
    };

    private string Told => string.Join(", ", _told);

    private bool HasTold(string text)
    {
        lock (_told)
            return _told.Contains(text);
    }

    [Fact]
    public async Task Pages_then_watches()
    {
        _cluster.PageSize = 2;
        foreach (var name in new[] { "a", "b", "c" })
            _cluster.Put(Widget.Named(name));

        await FollowAsync(() => HasTold("Deleted a"), () =>
        {
            _cluster.Put(Widget.Named("d"));
            _cluster.Delete(new ObjectKey("default", "a"));
            return Task.CompletedTask;
        });

        Assert.Equal("Begin, Initial a, Initial b, Initial c, Complete, Applied d, Deleted a", Told);
        Assert.Equal(["list", "page", "watch 103"], _cluster.Requests);
    }

    [Fact]
    public async Task An_empty_set_is_complete_at_once()
    {
        await FollowAsync(() => HasTold("Complete"));

        Assert.Equal("Begin, Complete", Told);
    }

    [Fact]
    public async Task Streams_the_initial_set()
    {
        _options = _options with { InitialList = InitialList.Streaming };
        _cluster.Put(Widget.Named("a"));

        await FollowAsync(() => HasTold("Applied b"), () =>
        {
            _cluster.Put(Widget.Named("b"));
            return Task.CompletedTask;
        });

        Assert.Equal("Begin, Initial a, Complete, Applied b", Told);
        Assert.Equal(["stream"], _cluster.Requests);
    }

    [Fact]
    public async Task Falls_back_to_pages_where_streaming_is_refused()
    {
        _options = _options with { InitialList = InitialList.Streaming };
        _cluster.Put(Widget.Named("a"));
        _cluster.OnRequest = request => request.Verb == "stream" ? new FakeFault(WatchSignalKind.Refused) : null;

        await FollowAsync(() => HasTold("Complete"));

        Assert.Equal("fault Refused, Begin, Initial a, Complete", Told);
        Assert.Equal((0, "stream"), (_time.Elapsed.TotalSeconds, _cluster.Requests[0]));
    }

    [Fact]
    public async Task Resumes_where_a_watch_ended_and_misses_nothing()
    {
        _cluster.Put(Widget.Named("a"));

        await FollowAsync(() => HasTold("Applied c"), async () =>
        {
            _cluster.Put(Widget.Named("b"));
            await VirtualTimeProvider.SettleAsync();
            _cluster.DropWatches();
            _cluster.Put(Widget.Named("c"));
        });

        Assert.Equal("Begin, Initial a, Complete, Applied b, Applied c", Told);
        Assert.Equal(["list", "watch 101", "watch 102"], _cluster.Requests);
    }

    [Fact]
    public async Task Lists_again_when_its_place_is_forgotten()
    {
        _cluster.Put(Widget.Named("a"));

        await FollowAsync(() => _told.Count(t => t == "Complete") == 2, async () =>
        {
            await VirtualTimeProvider.SettleAsync();
            _cluster.OnRequest = static request => request.IsWatch ? new FakeFault(WatchSignalKind.TransportFault) : null;
            _cluster.DropWatches(new FakeFault(WatchSignalKind.TransportFault));
            _cluster.Put(Widget.Named("b"));
            _cluster.Compact();
            _cluster.OnRequest = static _ => null;
        });

        Assert.Equal("Begin, Initial a, Complete, fault TransportFault, fault ExpiredEvent, Begin, Initial a, Initial b, Complete", Told);
    }

    [Fact]
    public async Task Failing_lists_back_off_exponentially_and_never_end()
    {
        _cluster.OnRequest = static _ => new FakeFault(WatchSignalKind.ServerError);

        await FollowAsync(() => _cluster.Requests.Count == 7);

        Assert.Equal([0, 1, 3, 7, 15, 23, 31], _cluster.RequestTimes.Take(7));
    }

    [Fact]
    public async Task A_list_that_works_does_not_reset_the_backoff_of_a_watch_that_fails()
    {
        _cluster.OnRequest = static request => request.IsWatch ? new FakeFault(WatchSignalKind.Expired) : null;

        await FollowAsync(() => _cluster.Requests.Count(r => r == "list") == 5);

        Assert.Equal([0, 1, 3, 7, 15], _cluster.Requests.Zip(_cluster.RequestTimes).Where(r => r.First == "list").Select(r => r.Second).Take(5));
    }

    [Fact]
    public async Task Progress_resets_the_backoff()
    {
        var failures = 3;
        _cluster.OnRequest = request => request.IsWatch && failures-- > 0 ? new FakeFault(WatchSignalKind.ServerError) : null;

        await FollowAsync(() => _cluster.Requests.Count >= 6, async () =>
        {
            await _time.RunUntilAsync(() => _cluster.OpenWatches == 1);
            _cluster.Put(Widget.Named("a"));
            await VirtualTimeProvider.SettleAsync();
            failures = 1;
            _cluster.DropWatches(new FakeFault(WatchSignalKind.TransportFault));
        });

        // list, watch ✗, +1 watch ✗, +2 watch ✗, +4 watch ✓ — broken: +1 watch ✗, +2 watch ✓
        Assert.Equal([0, 0, 1, 3, 7, 8], _cluster.RequestTimes.Take(6));
    }

    [Fact]
    public async Task The_server_s_own_wish_to_be_left_alone_is_granted()
    {
        var first = true;
        _cluster.OnRequest = _ =>
        {
            var fault = first ? new FakeFault(WatchSignalKind.Throttled, TimeSpan.FromSeconds(30)) : null;
            first = false;
            return fault;
        };

        await FollowAsync(() => HasTold("Complete"));

        Assert.Equal([0, 30], _cluster.RequestTimes.Take(2));
    }

    [Fact]
    public async Task A_silent_watch_is_opened_anew()
    {
        _options = _options with { IdleTimeout = TimeSpan.FromSeconds(90), Timeout = TimeSpan.FromHours(1) };

        await FollowAsync(() => HasTold("fault Idle"), async () =>
        {
            for (var i = 0; i < 3; i++)
            {
                _time.Advance(TimeSpan.FromSeconds(60));
                _cluster.Bookmark();
                await VirtualTimeProvider.SettleAsync();
            }
        });

        Assert.Equal("Begin, Complete, Bookmark, Bookmark, Bookmark, fault Idle", Told);
        Assert.InRange(_time.Elapsed.TotalSeconds, 270, 271);
    }

    [Fact]
    public async Task A_list_that_hangs_is_given_up_after_its_time()
    {
        var source = new Hanging();
        var watcher = new Watcher<Widget>(source, _options with { ListTimeout = TimeSpan.FromSeconds(20) }, _time);
        await using var events = watcher.RunAsync().GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();

        await _time.RunUntilAsync(() => next.IsCompleted);

        Assert.Equal((WatchSignalKind.TransportFault, 20), (events.Current.Fault?.Kind, _time.Elapsed.TotalSeconds));
    }

    [Fact]
    public async Task Server_timeouts_are_spread()
    {
        _options = _options with { Timeout = TimeSpan.FromSeconds(100) };

        await FollowAsync(() => _cluster.Requests.Count == 21);

        var lengths = _cluster.RequestTimes.Skip(1).Zip(_cluster.RequestTimes.Skip(2), (a, b) => b - a).ToArray();
        Assert.All(lengths, length => Assert.InRange(length, 80, 121));
        Assert.True(lengths.Distinct().Count() > 10, string.Join(' ', lengths));
    }

    [Fact]
    public async Task Watches_that_end_at_once_lead_to_a_list()
    {
        var ends = 0;
        await FollowAsync(() => _told.Count(t => t == "Complete") == 2, async () =>
        {
            await VirtualTimeProvider.SettleAsync();
            _cluster.DropWatches();
            while (ends++ < 2)
            {
                await _time.RunUntilAsync(() => _cluster.OpenWatches == 1);
                _cluster.DropWatches();
            }
        });

        Assert.Equal("Begin, Complete, fault End, fault End, fault End, Begin, Complete", Told);
    }

    [Fact]
    public async Task Health_tells_contact_faults_and_place()
    {
        _cluster.Put(Widget.Named("a"));
        await FollowAsync(() => HasTold("fault Forbidden"), async () =>
        {
            await VirtualTimeProvider.SettleAsync();
            Assert.Equal((WatchPhase.Connecting, "101", 0, true), (_watcher!.Health.Phase, _watcher.Health.ResourceVersion, _watcher.Health.FaultsInARow, _watcher.Health.IsWorking));
            _time.Advance(TimeSpan.FromSeconds(10));
            _cluster.OnRequest = static _ => new FakeFault(WatchSignalKind.Forbidden);
            _cluster.DropWatches();
        });

        var health = _watcher!.Health;
        Assert.Equal((WatchPhase.Connecting, "101", 1, false), (health.Phase, health.ResourceVersion, health.FaultsInARow, health.IsWorking));
        Assert.Equal((WatchSignalKind.Forbidden, 10d, 10d), (health.LastFault!.Kind, Seconds(health.LastFaultAt), Seconds(health.LastContact)));
    }

    private static double Seconds(DateTimeOffset? at) => (at!.Value - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds;

    private sealed class Hanging : IListWatch<Widget>
    {
        public ResourceType Type => Widget.Type;

        public string? Namespace => null;

        public string Description => "widgets";

        public async Task<WatchPage<Widget>> ListAsync(string? continueToken, bool unpaged, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        }

        public IAsyncEnumerable<WatchItem<Widget>> WatchAsync(string? resourceVersion, TimeSpan timeout, CancellationToken cancellationToken) => throw new NotSupportedException();

        public WatchFault Classify(Exception exception) => new(WatchSignalKind.TransportFault, exception.Message);
    }
}
