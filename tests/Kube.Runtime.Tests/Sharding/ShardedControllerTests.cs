using System.Collections.Concurrent;

namespace Kube.Runtime.Tests;

/// <summary>Replicas of one controller over one fake cluster, sharing its objects.</summary>
public sealed class ShardedControllerTests : IAsyncDisposable
{
    private const int Count = 30;

    private readonly VirtualTimeProvider _time = new();
    private readonly FakeCluster<Widget> _widgets;
    private readonly FakeShardRegistry _registry;
    private readonly List<Replica> _replicas = [];

    public ShardedControllerTests()
    {
        _widgets = new FakeCluster<Widget>(_time, Widget.Type);
        _registry = new FakeShardRegistry(_time, new Random(1));
        for (var i = 0; i < Count; i++)
            _widgets.Put(Widget.Named("w" + i));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas.Where(replica => !replica.IsStopped).ToArray())
            await StopAsync(replica);
    }

    private Replica Start(string name, Func<ObjectKey, CancellationToken, ValueTask>? work = null)
    {
        var shards = new ShardMember(_registry.Connect(), new ShardingOptions { Group = "g", Namespace = "n", Identity = name }, _time, new Random(1));
        var informer = new Informer<Widget>(new Watcher<Widget>(_widgets, new WatcherOptions(), _time, new Random(1)));
        var replica = new Replica(shards, work);
        var controller = new Controller<Widget>(new ControllerDefinition<Widget>
        {
            Name = "widget",
            Informer = informer,
            Sources = [new OwnSource<Widget>(informer, null), new ShardSource<Widget>(shards, informer.Store, "widget")],
            Reconciler = replica,
            Shards = shards,
            Time = _time,
            Random = new Random(1),
        });
        replica.Controller = controller;
        replica.Run = controller.RunAsync(replica.StopWork.Token);
        replica.Membership = Task.Run(() => shards.RunAsync(replica.StopShard.Token));
        _replicas.Add(replica);
        return replica;
    }

    private async Task StopAsync(Replica replica)
    {
        await replica.StopWork.CancelAsync();
        await _time.RunUntilAsync(() => replica.Run.IsCompleted);
        await replica.Run;
        await replica.StopShard.CancelAsync();
        await _time.RunUntilAsync(() => replica.Membership.IsCompleted);
        await replica.Membership;
        replica.IsStopped = true;
    }

    [Fact]
    public async Task Each_object_is_reconciled_by_one_and_what_moves_is_taken_over()
    {
        var a = Start("a");
        await _time.RunUntilAsync(() => a.Reconciled.Count == Count);

        var b = Start("b");
        await _time.RunUntilAsync(() => b.Shards.IsActing && !b.Reconciled.IsEmpty && b.Controller.Work is { Ready: 0, Running: 0, Waiting: 0 });
        Assert.Equal(_widgets.Objects.Keys.Where(b.Shards.Owns).Order(), b.Reconciled.Keys.Order());
        Assert.All(b.Reconciled.Values, reasons => Assert.True(reasons.HasFlag(ReconcileReasons.TakenOver) || reasons.HasFlag(ReconcileReasons.Initial)));

        // A change reaches the one that owns the object, and only that one.
        a.Reconciled.Clear();
        b.Reconciled.Clear();
        foreach (var widget in _widgets.Objects.Values)
            _widgets.Put(widget with { Color = "red" });
        await _time.RunUntilAsync(() => a.Reconciled.Count + b.Reconciled.Count == Count);
        Assert.All(a.Reconciled.Keys, key => Assert.True(a.Shards.Owns(key)));
        Assert.All(b.Reconciled.Keys, key => Assert.True(b.Shards.Owns(key)));

        // The one that stays takes over what the other had.
        var moved = b.Reconciled.Keys.ToArray();
        a.Reconciled.Clear();
        await StopAsync(b);
        await _time.RunUntilAsync(() => a.Reconciled.Count == moved.Length);
        Assert.Equal(moved.Order(), a.Reconciled.Keys.Order());
        Assert.All(a.Reconciled.Values, reasons => Assert.Equal(ReconcileReasons.TakenOver, reasons));
    }

    [Fact]
    public async Task What_runs_for_an_object_that_moves_away_is_cancelled_before_another_begins_with_it()
    {
        using var results = new ReconcileResults();
        var running = new ConcurrentDictionary<ObjectKey, string>();
        var cancelled = new ConcurrentBag<ObjectKey>();
        Func<ObjectKey, CancellationToken, ValueTask> Work(string name) => async (key, cancellationToken) =>
        {
            Assert.True(running.TryAdd(key, name), $"{key} runs on {name} and on {running.GetValueOrDefault(key)}");
            try
            {
                // Longer than anybody waits.
                await Task.Delay(TimeSpan.FromMinutes(5), _time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                cancelled.Add(key);
                throw;
            }
            finally
            {
                running.TryRemove(key, out _);
            }
        };
        var a = Start("a", Work("a"));
        await _time.RunUntilAsync(() => running.Count == new ControllerOptions().Workers);
        var begun = running.Keys.ToArray();

        var b = Start("b", Work("b"));
        await _time.RunUntilAsync(() => running.Values.Contains("b"));

        Assert.NotEmpty(cancelled);
        Assert.All(cancelled, key => Assert.False(a.Shards.Owns(key)));
        Assert.Equal(begun.Where(key => !a.Shards.Owns(key)).Order(), cancelled.Order());
        Assert.InRange(_time.Elapsed.TotalSeconds, 15, 20);
        Assert.Equal($"requeue {cancelled.Count}", results.ToString());
    }

    [Fact]
    public async Task The_end_of_an_object_is_told_by_its_owner_and_forgotten_by_the_others()
    {
        var a = Start("a");
        var b = Start("b");
        await _time.RunUntilAsync(() => a.Reconciled.Count + b.Reconciled.Count == Count);

        foreach (var key in _widgets.Objects.Keys)
            _widgets.Delete(key);
        await _time.RunUntilAsync(() => a.Deleted.Count + b.Deleted.Count == Count);

        Assert.All(a.Deleted, key => Assert.True(a.Shards.Owns(key)));
        Assert.All(b.Deleted, key => Assert.True(b.Shards.Owns(key)));
        await _time.RunUntilAsync(() => a.Controller.Work is { Ready: 0, Running: 0, Waiting: 0 } && b.Controller.Work is { Ready: 0, Running: 0, Waiting: 0 });
    }

    [Fact]
    public async Task What_ends_while_its_shard_moves_is_told_by_the_one_that_takes_over()
    {
        var a = Start("a");
        await _time.RunUntilAsync(() => a.Reconciled.Count == Count);
        var b = Start("b");
        await _time.RunUntilAsync(() => a.Shards.Members.Count == 2 && b.Shards.Members.Count == 2);
        Assert.False(b.Shards.IsActing);
        var moving = _widgets.Objects.Keys.First(key => !a.Shards.Owns(key));

        _widgets.Delete(moving);
        await _time.RunUntilAsync(() => b.Shards.IsActing);
        await _time.RunUntilAsync(() => !b.Deleted.IsEmpty);

        Assert.Equal([moving], b.Deleted);
        Assert.Empty(a.Deleted);
    }

    private sealed class Replica(ShardMember shards, Func<ObjectKey, CancellationToken, ValueTask>? work) : IReconciler<Widget>
    {
        public ShardMember Shards => shards;

        public Controller<Widget> Controller { get; set; } = null!;

        public CancellationTokenSource StopWork { get; } = new();

        public CancellationTokenSource StopShard { get; } = new();

        public Task Run { get; set; } = Task.CompletedTask;

        public Task Membership { get; set; } = Task.CompletedTask;

        public bool IsStopped { get; set; }

        public ConcurrentDictionary<ObjectKey, ReconcileReasons> Reconciled { get; } = new();

        public ConcurrentBag<ObjectKey> Deleted { get; } = [];

        public async ValueTask<ReconcileResult> ReconcileAsync(Widget resource, ReconcileContext context, CancellationToken cancellationToken)
        {
            if (work is not null)
                await work(context.Key, cancellationToken);
            Assert.True(shards.MayFinish(context.Key));
            Reconciled[context.Key] = context.Cause.Reasons;
            return ReconcileResult.Done;
        }

        public ValueTask<ReconcileResult> DeletedAsync(Widget last, ReconcileContext context, CancellationToken cancellationToken)
        {
            Deleted.Add(context.Key);
            return new(ReconcileResult.Done);
        }
    }
}
