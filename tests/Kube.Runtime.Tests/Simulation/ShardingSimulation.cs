namespace Kube.Runtime.Tests;

/// <summary>Replicas that come, go, stop, are cut off and come back, on clocks that drift and jump, in virtual time.</summary>
[Trait("Category", "Simulation")]
public class ShardingSimulation
{
    private static readonly ObjectKey[] Keys = [.. Enumerable.Range(0, 16).Select(i => new ObjectKey("default", "o" + i))];

    [Fact]
    public Task No_key_is_owned_twice_at_once_and_each_by_one_when_the_faults_end() => SimulationSeeds.RunAsync(8, seed => new World(seed).RunAsync(), known: 1179);

    private sealed class World(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly VirtualTimeProvider _time = new();
        private readonly List<Replica> _replicas = [];
        private readonly List<Replica> _ended = [];
        private FakeShardRegistry _registry = null!;
        private int _names;

        public async Task RunAsync()
        {
            _registry = new FakeShardRegistry(_time, new Random(seed + 1));
            for (var i = 0; i < 3; i++)
                Start(null);
            while (_time.Elapsed < TimeSpan.FromMinutes(3))
            {
                if (_random.Next(12) == 0)
                    Act();
                await StepAsync();
            }
            foreach (var replica in _replicas)
                (replica.Link.IsParted, replica.Link.Latency, replica.Link.LossRate) = (false, TimeSpan.Zero, 0);
            var calm = _time.Elapsed;
            while (Keys.Any(key => _replicas.Count(replica => replica.Member.Owns(key)) != 1))
            {
                Assert.True(_time.Elapsed < calm + TimeSpan.FromMinutes(2), $"two minutes after the last fault {Keys.Count(key => !_replicas.Any(replica => replica.Member.Owns(key)))} keys are nobody's: {string.Join("; ", _replicas)}");
                await StepAsync();
            }
            foreach (var replica in _replicas.ToArray())
                Stop(replica);
            await _time.RunUntilAsync(() => _ended.All(replica => replica.Run.IsCompleted));
            Assert.Equal(0, _time.TimerCount);
        }

        private void Start(string? identity)
        {
            // Rates differ by up to 1.15 / 0.85, less than the allowed 15 / 10.
            var clock = new DriftingClock(_time, 0.85 + 0.3 * _random.NextDouble());
            var link = _registry.Connect();
            var member = new ShardMember(link, new ShardingOptions { Group = "g", Namespace = "n", Identity = identity ?? "r" + ++_names }, clock, new Random(_random.Next()));
            var stop = new CancellationTokenSource();
            _replicas.Add(new Replica(clock, link, member, stop, Task.Run(() => member.RunAsync(stop.Token))));
        }

        private void Stop(Replica replica)
        {
            _replicas.Remove(replica);
            _ended.Add(replica);
            replica.Stop.Cancel();
            _ = replica.Run.ContinueWith(_ => replica.Member.Dispose(), TaskScheduler.Default);
        }

        private void Act()
        {
            var replica = _replicas[_random.Next(_replicas.Count)];
            switch (_random.Next(7))
            {
                case 0:
                    replica.Link.IsParted = !replica.Link.IsParted;
                    break;
                case 1:
                    replica.Link.Latency = TimeSpan.FromSeconds(_random.NextDouble() * 6);
                    break;
                case 2:
                    replica.Link.LossRate = _random.NextDouble() * 0.6;
                    break;
                case 3:
                    replica.Clock.Jump = TimeSpan.FromSeconds(_random.Next(-100_000, 100_000));
                    break;
                case 4 when _replicas.Count < 6:
                    Start(null);
                    break;
                case 5 when _replicas.Count > 1:
                    Stop(replica);
                    break;
                case 6 when _replicas.Count > 1:
                    // A pod of a StatefulSet: gone and back under its name, perhaps before its Lease is.
                    Stop(replica);
                    Start(replica.Member.Identity);
                    break;
            }
        }

        private async Task StepAsync()
        {
            await VirtualTimeProvider.SettleAsync();
            var acting = _replicas.Concat(_ended).Where(replica => replica.Member.IsActing).ToArray();
            foreach (var key in Keys)
            {
                // What still runs on one has not begun on another; MayFinish includes Owns.
                var owners = acting.Where(replica => replica.Member.Owns(key)).ToArray();
                var running = acting.Where(replica => replica.Member.MayFinish(key)).ToArray();
                Assert.True(owners.Length == 0 || (owners.Length == 1 && running.Length == 1),
                    $"at {_time.Elapsed} {key} is owned by {string.Join(" and by ", (object[])owners)} and may run on {string.Join(" and on ", (object[])running)}");
            }
            var next = _time.Elapsed + TimeSpan.FromMilliseconds(_random.Next(1, 700));
            _time.AdvanceTo(_time.NextTimer is { } timer && timer < next ? timer : next);
        }
    }

    private sealed record Replica(DriftingClock Clock, FakeShardRegistry.Link Link, ShardMember Member, CancellationTokenSource Stop, Task Run)
    {
        public override string ToString() => $"{Member.Identity} (sees {string.Join(',', Member.Members)}, acts: {Member.IsActing})";
    }
}
