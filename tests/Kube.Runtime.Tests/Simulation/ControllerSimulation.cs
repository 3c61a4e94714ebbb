using System.Collections.Concurrent;

namespace Kube.Runtime.Tests;

/// <summary>A controller that makes one gear for each widget, under every mix of faults, in virtual time.</summary>
[Trait("Category", "Simulation")]
public class ControllerSimulation
{
    [Fact]
    public Task After_the_faults_end_every_last_state_was_reconciled_and_nothing_twice_at_once() =>
        SimulationSeeds.RunAsync(40, seed => new World(seed).RunAsync());

    private sealed class World
    {
        private static readonly WatchSignalKind[] Faults =
        [
            WatchSignalKind.Expired, WatchSignalKind.Refused, WatchSignalKind.Unauthorized, WatchSignalKind.Forbidden, WatchSignalKind.NotFound,
            WatchSignalKind.Throttled, WatchSignalKind.ServerError, WatchSignalKind.OtherStatus, WatchSignalKind.TransportFault, WatchSignalKind.Unreadable,
        ];

        private readonly Random _random;
        private readonly VirtualTimeProvider _time = new();
        private readonly FakeCluster<Widget> _widgets;
        private readonly FakeCluster<Gear> _gears;
        private readonly Informer<Widget> _widgetInformer;
        private readonly Informer<Gear> _gearInformer;
        private readonly StoreIndex<Gear, string> _gearsByOwner;
        private readonly ConcurrentDictionary<ObjectKey, int> _running = new();
        private readonly ConcurrentDictionary<ObjectKey, string> _reconciled = new();
        private readonly ConcurrentQueue<string> _violations = new();
        private readonly Random _workRandom;
        private Controller<Widget>? _controller;
        private double _faultRate;
        private double _throwRate;
        private int _gearNumber;
        private int _runs;

        public World(int seed)
        {
            _random = new Random(seed);
            _workRandom = new Random(seed + 1);
            _widgets = new FakeCluster<Widget>(_time, Widget.Type) { PageSize = _random.Next(1, 6) };
            _gears = new FakeCluster<Gear>(_time, Gear.Type) { PageSize = _random.Next(1, 6) };
            var options = new WatcherOptions
            {
                InitialList = _random.Next(3) == 0 ? InitialList.Streaming : InitialList.Paged,
                Timeout = TimeSpan.FromSeconds(_random.Next(20, 200)),
                IdleTimeout = TimeSpan.FromSeconds(_random.Next(30, 120)),
            };
            _widgetInformer = new Informer<Widget>(new Watcher<Widget>(_widgets, options, _time, new Random(seed + 2)));
            _gearInformer = new Informer<Gear>(new Watcher<Gear>(_gears, options, _time, new Random(seed + 3)));
            _gearsByOwner = _gearInformer.Store.AddOwnerIndex();
        }

        public async Task RunAsync()
        {
            using var stop = new CancellationTokenSource();
            var controller = _controller = Build();
            var run = Task.Run(() => _random.Next(2) == 0 ? controller.RunAsync(stop.Token) : controller.RunAsync(Terms, stop.Token));
            for (var i = 0; i < 8; i++)
                _widgets.Put(Widget.Named("w" + i));
            await CalmAsync();
            await ReturnToAsync((int.MaxValue, 2, 0));
            var level = Level();
            for (var phase = 0; phase < 3; phase++)
                await TroubleAsync();
            await CalmAsync();
            await ReturnToAsync(level);

            await stop.CancelAsync();
            await _time.RunUntilAsync(() => run.IsCompleted);
            await run;
            Assert.Equal((0, 0, 0), (_time.TimerCount, _widgets.OpenWatches, _gears.OpenWatches));
            Assert.Empty(_violations);
            Assert.True(_runs > 3, $"only {_runs} reconciles: the simulation does nothing");
        }

        private Controller<Widget> Build()
        {
            var owners = new OwnerMapper<Gear>(Widget.Type, anyOwner: false);
            return new Controller<Widget>(new ControllerDefinition<Widget>
            {
                Name = "widget",
                Informer = _widgetInformer,
                Sources = [new OwnSource<Widget>(_widgetInformer, null), new MappedSource<Widget, Gear>(_gearInformer, ReconcileReasons.OwnedChanged, owners.Map, null)],
                Reconciler = new Work(this),
                Options = new ControllerOptions
                {
                    Workers = _random.Next(1, 5),
                    WriteSeenTimeout = TimeSpan.FromDays(1),
                    ReconcileTimeout = TimeSpan.FromSeconds(30),
                    Queue = new WorkQueueOptions
                    {
                        Debounce = TimeSpan.FromMilliseconds(_random.Next(2) * 500),
                        StartsPerSecond = _random.Next(3) == 0 ? 5 : null,
                        StartBurst = 3,
                        Backoff = BackoffPolicy.Reconcile with { Maximum = TimeSpan.FromSeconds(60) },
                    },
                },
                Time = _time,
                Random = new Random(_random.Next()),
            });
        }

        /// <summary>Leads now and then, as an elector would let it.</summary>
        private async Task Terms(Func<CancellationToken, CancellationToken, Task> runTerm, CancellationToken cancellationToken)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                using var abort = new CancellationTokenSource(TimeSpan.FromSeconds(Next(5, 60)), _time);
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(abort.Token, cancellationToken);
                await runTerm(stop.Token, abort.Token);
                await Task.Delay(TimeSpan.FromSeconds(Next(0, 20)), _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        private async Task TroubleAsync()
        {
            _faultRate = _random.NextDouble() * 0.8;
            _throwRate = _random.NextDouble() * 0.5;
            _widgets.OnRequest = _gears.OnRequest = _ => Chance(_faultRate) ? new FakeFault(Faults[Next(0, Faults.Length)], Chance(0.3) ? TimeSpan.FromSeconds(Next(1, 20)) : null) : null;
            for (var step = 0; step < 40; step++)
            {
                Act();
                await StepAsync(TimeSpan.FromSeconds(_random.NextDouble() * 4));
            }
        }

        private void Act()
        {
            var name = "w" + _random.Next(8);
            switch (_random.Next(12))
            {
                case 0 or 1 or 2 or 3:
                    _widgets.Put(Widget.Named(name, color: "c" + _random.Next(1000)));
                    break;
                case 4:
                    _widgets.Delete(new ObjectKey("default", name));
                    break;
                case 5 when _gears.Objects.Keys.ToArray() is { Length: > 0 } gears:
                    _gears.Delete(gears[_random.Next(gears.Length)]);
                    break;
                case 6:
                    DropOne(_widgets);
                    break;
                case 7:
                    DropOne(_gears);
                    break;
                case 8:
                    _widgets.Compact();
                    break;
                case 9:
                    _gears.Compact();
                    break;
                case 10:
                    _widgets.Bookmark();
                    _gears.Bookmark();
                    break;
            }
        }

        private void DropOne<T>(FakeCluster<T> cluster) where T : class, IKubeObject<T>
        {
            switch (_random.Next(3))
            {
                case 0:
                    cluster.DropWatches();
                    break;
                case 1:
                    cluster.DropWatches(new FakeFault(WatchSignalKind.TransportFault));
                    break;
                default:
                    cluster.StallWatches();
                    break;
            }
        }

        /// <summary>Advances the clock timer by timer, letting everything come to rest at each.</summary>
        private async Task StepAsync(TimeSpan by)
        {
            var target = _time.Elapsed + by;
            await VirtualTimeProvider.SettleAsync();
            while (_time.NextTimer is { } next && next <= target)
            {
                _time.AdvanceTo(next);
                await VirtualTimeProvider.SettleAsync();
            }
            _time.AdvanceTo(target);
        }

        private async Task CalmAsync()
        {
            (_faultRate, _throwRate) = (0, 0);
            _widgets.OnRequest = _gears.OnRequest = static _ => null;
            var start = _time.Elapsed;
            while (Unsettled() is { } what)
            {
                Assert.True(_time.Elapsed - start < TimeSpan.FromMinutes(20), $"20 minutes after the last fault: {what}; watches {_widgetInformer.Health}, {_gearInformer.Health}; work {_controller!.Work}; store {string.Join(' ', _widgetInformer.Store.Objects)}");
                await StepAsync(TimeSpan.FromSeconds(5));
            }
        }

        /// <summary>What is there at rest: timers, watches, what is remembered of the gone and the written.</summary>
        private (int Timers, int Watches, int Remembered) Level() => (
            _time.TimerCount,
            _widgets.OpenWatches + _gears.OpenWatches,
            _controller!.Inbox.Gone.Count + _controller.Inbox.Gate.Count);

        /// <summary>Waits until what the faults left behind is gone: half-open watches, backoffs, late looks.</summary>
        private async Task ReturnToAsync((int Timers, int Watches, int Remembered) level)
        {
            var start = _time.Elapsed;
            for (var now = Level(); now.Timers > level.Timers || now.Watches != level.Watches || now.Remembered > level.Remembered; now = Level())
            {
                Assert.True(_time.Elapsed - start < TimeSpan.FromMinutes(20), $"20 minutes after the last fault there is {now}, before the first there was {level}");
                await StepAsync(TimeSpan.FromSeconds(5));
            }
        }

        /// <summary>What is not yet as it should be.</summary>
        private string? Unsettled()
        {
            foreach (var (key, widget) in _widgets.Objects)
            {
                if (!_reconciled.TryGetValue(key, out var seen) || seen != Describe(widget))
                    return $"{key} is {Describe(widget)}, last reconciled as {seen ?? "(never)"}";
                var owned = _gears.Objects.Values.Count(gear => widget.Owns(gear));
                if (owned != 1)
                    return $"{key} has {owned} gears";
            }
            foreach (var key in _reconciled.Keys)
            {
                if (!_widgets.Objects.ContainsKey(key))
                    return $"{key} is gone and nobody was told";
            }
            return null;
        }

        private async ValueTask<ReconcileResult> ReconcileAsync(Widget widget, ReconcileContext context, CancellationToken cancellationToken)
        {
            var key = context.Key;
            Interlocked.Increment(ref _runs);
            if (_running.AddOrUpdate(key, 1, static (_, count) => count + 1) > 1)
                _violations.Enqueue($"{key} is reconciled twice at once");
            try
            {
                if (Chance(0.3))
                    await Task.Delay(TimeSpan.FromSeconds(Next(0, Chance(0.1) && _faultRate > 0 ? 60 : 5)), _time, cancellationToken);
                var owned = _gearsByOwner[widget.Metadata.Uid!];
                if (owned.Count == 0 && _widgets.Objects.TryGetValue(key, out var live) && live.Metadata.Uid == widget.Metadata.Uid)
                {
                    var gear = context.Wrote(_gears.Put(Gear.OwnedBy(widget, "gear-" + Interlocked.Increment(ref _gearNumber))));
                    if (_gears.Objects.Values.Count(other => widget.Owns(other)) > 1)
                        _violations.Enqueue($"{key} got a second gear, {gear.Metadata.Name}, because the cache did not show the first");
                }
                if (Chance(_throwRate))
                    throw new InvalidOperationException("a fault of the reconciler");
                _reconciled[key] = Describe(widget);
                return Chance(0.2) ? ReconcileResult.RequeueAfter(TimeSpan.FromSeconds(Next(1, 100))) : ReconcileResult.Done;
            }
            finally
            {
                _running.AddOrUpdate(key, 0, static (_, count) => count - 1);
            }
        }

        private ValueTask<ReconcileResult> DeletedAsync(ReconcileContext context)
        {
            if (Chance(_throwRate))
                throw new InvalidOperationException("a fault of the clean-up");
            _reconciled.TryRemove(context.Key, out _);
            return new(ReconcileResult.Done);
        }

        private static string Describe(Widget widget) => $"{widget.Metadata.Uid}@{widget.Metadata.ResourceVersion}";

        private bool Chance(double rate)
        {
            lock (_workRandom)
                return _workRandom.NextDouble() < rate;
        }

        private int Next(int from, int to)
        {
            lock (_workRandom)
                return _workRandom.Next(from, to);
        }

        private sealed class Work(World world) : IReconciler<Widget>
        {
            public ValueTask<ReconcileResult> ReconcileAsync(Widget resource, ReconcileContext context, CancellationToken cancellationToken) =>
                world.ReconcileAsync(resource, context, cancellationToken);

            public ValueTask<ReconcileResult> DeletedAsync(Widget last, ReconcileContext context, CancellationToken cancellationToken) => world.DeletedAsync(context);
        }
    }
}
