using System.Collections.Concurrent;

namespace Kube.Runtime.Tests;

public class LeaderElectionTests
{
    private readonly VirtualTimeProvider _time = new();
    private readonly FakeLease _lease;
    private readonly ConcurrentQueue<string> _log = new();

    public LeaderElectionTests() => _lease = new FakeLease(_time, new Random(1));

    private sealed class Replica(LeaderElector elector, FakeLease.Link link, CancellationTokenSource stop)
    {
        public LeaderElector Elector => elector;

        public FakeLease.Link Link => link;

        public Task Run { get; set; } = Task.CompletedTask;

        public void Stop() => stop.Cancel();
    }

    private Replica Start(string name, TimeSpan? drain = null)
    {
        var link = _lease.For(name);
        var elector = new LeaderElector(link, new LeaderElectionOptions { LeaseName = "lease", Namespace = "default", Identity = name }, _time, new Random(name[^1]));
        var stop = new CancellationTokenSource();
        var replica = new Replica(elector, link, stop);
        replica.Run = Task.Run(() => elector.RunAsync(
            async term =>
            {
                _log.Enqueue($"{name} leads {term.FencingToken}");
                using var end = CancellationTokenSource.CreateLinkedTokenSource(term.Token, stop.Token);
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (drain is { } wait && !term.Token.IsCancellationRequested)
                    await Task.Delay(wait, _time, term.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _log.Enqueue($"{name} ends");
            },
            stop.Token));
        return replica;
    }

    private async Task StopAsync(params Replica[] replicas)
    {
        foreach (var replica in replicas)
            replica.Stop();
        await _time.RunUntilAsync(() => replicas.All(r => r.Run.IsCompleted));
    }

    [Theory]
    [InlineData(null, 0, LeaseMove.Create)]
    [InlineData("", 0, LeaseMove.TakeOver)]
    [InlineData("me", 0, LeaseMove.Renew)]
    [InlineData("me", 99, LeaseMove.Renew)]
    [InlineData("other", 0, LeaseMove.Wait)]
    [InlineData("other", 14.9, LeaseMove.Wait)]
    [InlineData("other", 15, LeaseMove.TakeOver)]
    public void The_move_follows_from_the_lease_and_how_long_it_was_unchanged(string? holder, double unchangedFor, object move)
    {
        var lease = holder is null ? null : new LeaseRecord(holder, TimeSpan.FromSeconds(15), 3, "7");

        Assert.Equal(move, LeaseDecision.Next(lease, "me", TimeSpan.FromSeconds(unchangedFor)));
    }

    [Fact]
    public async Task The_first_leads_and_keeps_leading()
    {
        var a = Start("a");
        await _time.RunUntilAsync(() => a.Elector.Term is not null);
        var b = Start("b");

        _time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 60; i++)
        {
            await VirtualTimeProvider.SettleAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["a leads 0"], _log);
        Assert.Equal(("a", "a"), (a.Elector.Leader, b.Elector.Leader));
        await StopAsync(a, b);
    }

    [Fact]
    public async Task A_leader_that_stops_hands_over_at_once_and_only_when_it_has_finished()
    {
        var a = Start("a", drain: TimeSpan.FromSeconds(20));
        await _time.RunUntilAsync(() => a.Elector.Term is not null);
        var b = Start("b");
        var stoppedAt = _time.Elapsed;
        a.Stop();

        await _time.RunUntilAsync(() => b.Elector.Term is not null);

        Assert.Equal(["a leads 0", "a ends", "b leads 1"], _log);
        Assert.InRange((_time.Elapsed - stoppedAt).TotalSeconds, 20, 23);
        await StopAsync(a, b);
    }

    [Fact]
    public async Task A_leader_without_network_steps_down_before_another_takes_over()
    {
        var a = Start("a");
        await _time.RunUntilAsync(() => a.Elector.Term is not null);
        var b = Start("b");
        await VirtualTimeProvider.SettleAsync();
        var partedAt = _time.Elapsed;
        a.Link.IsParted = true;
        TimeSpan? endedAt = null;

        await _time.RunUntilAsync(() =>
        {
            if (a.Elector.Term is null)
                endedAt ??= _time.Elapsed;
            return b.Elector.Term is not null;
        });

        Assert.Equal(["a leads 0", "a ends", "b leads 1"], _log);
        Assert.InRange((endedAt!.Value - partedAt).TotalSeconds, 7, 10.1);
        Assert.InRange((_time.Elapsed - partedAt).TotalSeconds, 12, 18);
        await StopAsync(a, b);
    }

    [Fact]
    public async Task A_term_is_invalid_the_moment_its_time_is_over_even_if_nothing_ran_meanwhile()
    {
        var a = Start("a");
        await _time.RunUntilAsync(() => a.Elector.Term is not null);
        var term = a.Elector.Term!;
        a.Link.IsParted = true;
        term.ThrowIfLost();

        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.False(term.IsValid);
        Assert.Throws<OperationCanceledException>(term.ThrowIfLost);
        await StopAsync(a);
    }

    [Fact]
    public async Task Jumps_of_the_wall_clock_change_nothing()
    {
        var a = Start("a");
        var b = Start("b");
        await _time.RunUntilAsync(() => a.Elector.Term is not null || b.Elector.Term is not null);
        var leads = _log.Count;
        foreach (var jump in new[] { TimeSpan.FromDays(365), TimeSpan.FromDays(-730), TimeSpan.FromSeconds(-20) })
        {
            _time.JumpWallClock(jump);
            for (var i = 0; i < 30; i++)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                await VirtualTimeProvider.SettleAsync();
            }
        }

        Assert.Equal(leads, _log.Count);
        await StopAsync(a, b);
    }

    [Fact]
    public async Task The_fencing_token_grows_with_every_term_also_of_the_same_replica()
    {
        var a = Start("a");
        await _time.RunUntilAsync(() => a.Elector.Term is not null);
        a.Link.IsParted = true;
        await _time.RunUntilAsync(() => a.Elector.Term is null);
        a.Link.IsParted = false;
        await _time.RunUntilAsync(() => a.Elector.Term is not null);

        Assert.Equal(["a leads 0", "a ends", "a leads 1"], _log);
        await StopAsync(a);
    }

    [Fact]
    public void Times_that_could_make_two_leaders_are_refused()
    {
        var good = new LeaderElectionOptions { LeaseName = "l", Namespace = "n" };

        Assert.Contains("two replicas can lead at once", Assert.Throws<ArgumentException>(() => (good with { RenewDeadline = TimeSpan.FromSeconds(15) }).Validate()).Message);
        Assert.Contains("whole seconds", Assert.Throws<ArgumentException>(() => (good with { LeaseDuration = TimeSpan.FromSeconds(15.5) }).Validate()).Message);
        Assert.Contains("RetryPeriod", Assert.Throws<ArgumentException>(() => (good with { RetryPeriod = TimeSpan.FromSeconds(9) }).Validate()).Message);
    }

    [Fact]
    public async Task Several_controllers_share_one_leadership_and_it_is_given_back_when_all_have_finished()
    {
        var elector = new LeaderElector(_lease.For("a"), new LeaderElectionOptions { LeaseName = "lease", Namespace = "default", Identity = "a" }, _time, new Random(1));
        var terms = new SharedTerms(elector);
        using var stop = new CancellationTokenSource();
        var working = 0;
        var release = new TaskCompletionSource();
        Task Work(bool slow) => Task.Run(() => terms.Join()(
            async (end, _) =>
            {
                Interlocked.Increment(ref working);
                await Task.Delay(Timeout.Infinite, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (slow)
                    await release.Task;
                Interlocked.Decrement(ref working);
            },
            stop.Token));
        var all = new[] { Task.Run(() => terms.RunAsync(stop.Token)), Work(slow: false), Work(slow: true) };
        await _time.RunUntilAsync(() => working == 2);

        await stop.CancelAsync();
        await VirtualTimeProvider.SettleAsync();
        Assert.Equal((1, "a"), (working, _lease.Record!.Holder));
        release.SetResult();
        await _time.RunUntilAsync(() => all.All(t => t.IsCompleted));

        Assert.Equal((0, ""), (working, _lease.Record!.Holder));
        await Task.WhenAll(all);
    }
}
