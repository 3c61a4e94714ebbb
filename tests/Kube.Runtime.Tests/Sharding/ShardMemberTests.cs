namespace Kube.Runtime.Tests;

public class ShardMemberTests
{
    private static readonly ObjectKey[] Keys = [.. Enumerable.Range(0, 200).Select(i => new ObjectKey("default", "o" + i))];

    private readonly VirtualTimeProvider _time = new();
    private readonly FakeShardRegistry _registry;
    private readonly List<(ShardMember Member, CancellationTokenSource Stop, Task Run)> _started = [];

    public ShardMemberTests() => _registry = new FakeShardRegistry(_time, new Random(1));

    private (ShardMember Member, FakeShardRegistry.Link Link) Start(string identity)
    {
        var link = _registry.Connect();
        var member = new ShardMember(link, new ShardingOptions { Group = "g", Namespace = "n", Identity = identity }, _time, new Random(1));
        var stop = new CancellationTokenSource();
        _started.Add((member, stop, Task.Run(() => member.RunAsync(stop.Token))));
        return (member, link);
    }

    private async Task StopAsync(ShardMember member)
    {
        var (_, stop, run) = _started.Single(one => one.Member == member && !one.Run.IsCompleted);
        await stop.CancelAsync();
        await _time.RunUntilAsync(() => run.IsCompleted);
        await run;
    }

    private static int Owned(ShardMember member) => Keys.Count(member.Owns);

    [Fact]
    public async Task One_alone_acts_at_once()
    {
        var (a, _) = Start("a");

        await _time.RunUntilAsync(() => a.IsActing);

        Assert.Equal(TimeSpan.Zero, _time.Elapsed);
        Assert.Equal(Keys.Length, Owned(a));
        Assert.Equal(["a"], a.Members);
    }

    [Fact]
    public async Task A_second_one_takes_its_share_after_the_first_has_let_go_of_it()
    {
        var (a, _) = Start("a");
        await _time.RunUntilAsync(() => a.IsActing);
        var (b, _) = Start("b");
        await _time.RunUntilAsync(() => a.Members.Count == 2);
        var moved = Keys.Where(key => !a.Owns(key)).ToArray();
        Assert.NotEmpty(moved);
        // What runs may finish for a while; what is new does not start.
        Assert.All(moved, key => Assert.True(a.MayFinish(key)));
        Assert.Equal(0, Owned(b));

        await _time.RunUntilAsync(() => moved.All(key => !a.MayFinish(key)));
        Assert.Equal(0, Owned(b));
        Assert.InRange(_time.Elapsed.TotalSeconds, 6, 11);

        await _time.RunUntilAsync(() => b.IsActing);
        Assert.Equal(moved, Keys.Where(b.Owns));
        Assert.InRange(_time.Elapsed.TotalSeconds, 15, 18);
    }

    [Fact]
    public async Task One_that_stops_gives_its_share_back_at_once()
    {
        var (a, _) = Start("a");
        var (b, _) = Start("b");
        await _time.RunUntilAsync(() => a.IsActing && b.IsActing);
        var now = _time.Elapsed;

        await StopAsync(b);
        Assert.False(b.IsActing);
        await _time.RunUntilAsync(() => Owned(a) == Keys.Length);

        Assert.InRange((_time.Elapsed - now).TotalSeconds, 0, 2.5);
        Assert.Equal(["a"], _registry.Records.Select(record => record.Identity));
    }

    [Fact]
    public async Task One_that_is_cut_off_acts_no_more_before_others_take_over()
    {
        var (a, _) = Start("a");
        var (b, link) = Start("b");
        await _time.RunUntilAsync(() => a.IsActing && b.IsActing);
        var now = _time.Elapsed;
        var told = 0;
        b.Changed += () => told++;

        link.IsParted = true;
        await _time.RunUntilAsync(() => !b.IsActing);
        Assert.InRange((_time.Elapsed - now).TotalSeconds, 7, 10.1);
        Assert.Equal(1, told);
        Assert.Throws<OperationCanceledException>(() => b.ThrowIfLost(Keys[0]));
        Assert.True(Owned(a) < Keys.Length);

        await _time.RunUntilAsync(() => Owned(a) == Keys.Length);
        Assert.InRange((_time.Elapsed - now).TotalSeconds, 12, 20);

        // Back again it waits like a new one.
        link.IsParted = false;
        var back = _time.Elapsed;
        await _time.RunUntilAsync(() => b.IsActing);
        Assert.InRange((_time.Elapsed - back).TotalSeconds, 15, 25);
        Assert.All(Keys, key => Assert.True(a.Owns(key) ^ b.Owns(key)));
    }

    [Fact]
    public async Task One_whose_renewal_comes_through_too_late_waits_like_a_new_one()
    {
        var (a, _) = Start("a");
        var (b, link) = Start("b");
        await _time.RunUntilAsync(() => a.IsActing && b.IsActing);

        // It looks in time, and its renewal is written when it has already stopped acting: by a faster clock it may have been given up.
        link.WriteDelay = TimeSpan.FromSeconds(4.5);
        await _time.RunUntilAsync(() => !b.IsActing);
        var lapsed = _time.Elapsed;
        link.WriteDelay = TimeSpan.Zero;

        await _time.RunUntilAsync(() => b.IsActing);
        Assert.InRange((_time.Elapsed - lapsed).TotalSeconds, 15, 20);
    }

    [Fact]
    public async Task Two_processes_of_one_identity_do_not_both_act()
    {
        var (first, link) = Start("a");
        await _time.RunUntilAsync(() => first.IsActing);
        var (second, _) = Start("a");
        await _time.RunUntilAsync(() => _time.Elapsed > TimeSpan.FromMinutes(1));
        Assert.Equal((true, false), (first.IsActing, second.IsActing));

        link.IsParted = true;
        await _time.RunUntilAsync(() => second.IsActing);
        Assert.False(first.IsActing);
    }

    [Fact]
    public async Task Leases_of_replicas_that_were_killed_are_cleared_away()
    {
        var (a, _) = Start("a");
        await _registry.Connect().WriteAsync(new ShardRecord("killed", "x", TimeSpan.FromSeconds(15), null, null), CancellationToken.None);
        await _time.RunUntilAsync(() => a.Members.Contains("killed"));
        await _time.RunUntilAsync(() => Owned(a) == Keys.Length);
        Assert.Equal(2, _registry.Records.Count);

        await _time.RunUntilAsync(() => _registry.Records.Count == 1);

        Assert.InRange(_time.Elapsed.TotalSeconds, 150, 160);
    }

    [Theory]
    [InlineData("Group", "Documents")]
    [InlineData("Identity", "a_b")]
    [InlineData("Identity", "-a")]
    public void Names_that_cannot_be_part_of_a_lease_are_refused(string option, string value)
    {
        var options = new ShardingOptions { Group = option == "Group" ? value : "g", Namespace = "n", Identity = option == "Identity" ? value : "a" };

        var e = Assert.Throws<ArgumentException>(() => new ShardMember(_registry.Connect(), options, _time, new Random(1)));

        Assert.StartsWith($"{option} '{value}' must be 1 to", e.Message);
    }

    [Fact]
    public void A_deadline_that_others_do_not_wait_for_is_refused()
    {
        var options = new ShardingOptions { Group = "g", Namespace = "n", RenewDeadline = TimeSpan.FromSeconds(15) };

        Assert.Throws<ArgumentException>(() => new ShardMember(_registry.Connect(), options, _time, new Random(1)));
    }
}
