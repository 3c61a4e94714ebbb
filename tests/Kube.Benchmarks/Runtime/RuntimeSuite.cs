using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Kube.Json;
using Kube.Models;
using Kube.Runtime;

namespace Kube.Benchmarks.Runtime;

/// <summary>Queue, dispatch, store and index: figures, and ratios to the plain .NET type that does less.</summary>
internal static class RuntimeSuite
{
    private const int Keys = 100_000;

    public static async Task RunAsync(string[] args)
    {
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {(GCSettingsText())}");
        var keys = Enumerable.Range(0, Keys).Select(i => new ObjectKey("namespace-" + i % 100, "object-" + i)).ToArray();
        Console.WriteLine("\n| what | figure | beside it |\n|---|---|---|");
        await DispatchAsync(keys);
        if (args is ["dispatch"])
            return;
        await LatencyAsync();
        await IdleAsync(keys);
        Stores();
        await UpdatesAsync();
    }

    /// <summary>Every key added, taken, reconciled by nothing and given back; by one worker. Best of several rounds.</summary>
    private static async Task DispatchAsync(ObjectKey[] keys)
    {
        double queue = 0, channel = 0;
        var (all, triggered) = (Dispatching.None, Dispatching.None);
        for (var round = 0; round < 7; round++)
        {
            queue = Math.Max(queue, await QueueRoundAsync(keys));
            channel = Math.Max(channel, await ChannelRoundAsync(keys));
            await ControllerRoundAsync(keys, (controller, _) => controller.ReconcileAll(), best => all = all.Best(best));
            await ControllerRoundAsync(keys, TriggerEach, best => triggered = triggered.Best(best));
        }
        Console.WriteLine($"| add + take + done, 100,000 keys, one thread | {queue / 1e6:0.00} M/s | Channel and HashSet for single entries, which knows no times, priorities or running keys: {channel / 1e6:0.00} M/s (ratio {queue / channel:0.00}) |");
        Console.WriteLine($"| no-op reconciles through a controller, one worker: all objects asked for at once | {all} |");
        Console.WriteLine($"| the same, each asked for by itself, in random order | {triggered} |");
    }

    private static void TriggerEach(Controller<V1ConfigMap> controller, ObjectKey[] shuffled)
    {
        foreach (var key in shuffled)
            controller.Trigger(key);
    }

    /// <summary>Dispatches by the clock, and what one costs.</summary>
    private readonly record struct Dispatching(double PerSecond, double Nanoseconds, double Bytes)
    {
        public static readonly Dispatching None = new(0, double.MaxValue, 0);

        public Dispatching Best(Dispatching other) =>
            new(Math.Max(PerSecond, other.PerSecond), Math.Min(Nanoseconds, other.Nanoseconds), other.Bytes);

        public override string ToString() => $"{PerSecond / 1e6:0.00} M/s | {Nanoseconds:0} ns of processor time a dispatch on all threads, {Bytes:0} B allocated";
    }

    private static async Task<double> QueueRoundAsync(ObjectKey[] keys)
    {
        using var queue = new WorkQueue<ObjectKey>();
        var start = Stopwatch.GetTimestamp();
        foreach (var key in keys)
            queue.Add(key);
        for (var i = 0; i < keys.Length; i++)
        {
            var item = await queue.TakeAsync();
            queue.Done(item, WorkOutcome.Success);
        }
        return keys.Length / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> ChannelRoundAsync(ObjectKey[] keys)
    {
        var channel = Channel.CreateUnbounded<ObjectKey>();
        var waiting = new HashSet<ObjectKey>();
        var start = Stopwatch.GetTimestamp();
        foreach (var key in keys)
        {
            lock (waiting)
            {
                if (waiting.Add(key))
                    channel.Writer.TryWrite(key);
            }
        }
        for (var i = 0; i < keys.Length; i++)
        {
            var key = await channel.Reader.ReadAsync();
            lock (waiting)
                waiting.Remove(key);
        }
        return keys.Length / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task ControllerRoundAsync(ObjectKey[] keys, Action<Controller<V1ConfigMap>, ObjectKey[]> ask, Action<Dispatching> report)
    {
        var shuffled = keys.ToArray();
        new Random(1).Shuffle(shuffled);
        var source = new MemorySource(keys.Select(key => new V1ConfigMap { Metadata = new ObjectMeta { Name = key.Name, Namespace = key.Namespace, ResourceVersion = "1", Uid = key.Name } }).ToArray());
        var informer = new Informer<V1ConfigMap>(new Watcher<V1ConfigMap>(source));
        var reconciler = new Counting(keys.Length);
        var controller = new Controller<V1ConfigMap>(new ControllerDefinition<V1ConfigMap>
        {
            Name = "bench",
            Informer = informer,
            Sources = [new OwnSource<V1ConfigMap>(informer, null)],
            Reconciler = reconciler,
            Options = new ControllerOptions { Workers = 1 },
        });
        using var stop = new CancellationTokenSource();
        var run = controller.RunAsync(stop.Token);
        await reconciler.All;
        using var process = Process.GetCurrentProcess();
        for (var pass = 0; pass < 5; pass++)
        {
            reconciler.Reset();
            process.Refresh();
            var (cpu, bytes, start) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp());
            ask(controller, shuffled);
            await reconciler.All;
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            process.Refresh();
            report(new Dispatching(keys.Length / seconds, (process.TotalProcessorTime - cpu).TotalNanoseconds / keys.Length, (GC.GetTotalAllocatedBytes() - bytes) / (double)keys.Length));
        }
        await stop.CancelAsync();
        await run;
    }

    private static async Task LatencyAsync()
    {
        using var queue = new WorkQueue<int>();
        var started = Channel.CreateUnbounded<long>();
        var worker = Task.Run(async () =>
        {
            while (await queue.TakeAsync() is { HasWork: true } item)
            {
                started.Writer.TryWrite(Stopwatch.GetTimestamp());
                queue.Done(item, WorkOutcome.Success);
            }
        });
        var times = new List<double>();
        for (var i = 0; i < 3000; i++)
        {
            await Task.Delay(1);
            var asked = Stopwatch.GetTimestamp();
            queue.Add(i);
            times.Add(Stopwatch.GetElapsedTime(asked, await started.Reader.ReadAsync()).TotalMicroseconds);
        }
        queue.ShutDown();
        await worker;
        times.Sort();
        Console.WriteLine($"| idle queue, add → start | p50 {times[times.Count / 2]:0} µs, p99 {times[times.Count * 99 / 100]:0} µs, worst {times[^1]:0} µs | |");
    }

    private static async Task IdleAsync(ObjectKey[] keys)
    {
        static async Task<double> CpuAsync()
        {
            using var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            await Task.Delay(3000);
            process.Refresh();
            return (process.TotalProcessorTime - before).TotalMilliseconds / 3000 * 100;
        }
        var bare = await CpuAsync();
        using var queue = new WorkQueue<ObjectKey>();
        foreach (var key in keys)
            queue.AddAfter(key, TimeSpan.FromHours(1));
        var take = queue.TakeAsync();
        var idle = await CpuAsync();
        queue.ShutDown();
        await take;
        Console.WriteLine($"| 100,000 delayed keys, a worker waiting | {idle:0.00} % of a core | the process without them: {bare:0.00} % |");
    }

    private static void Stores()
    {
        var plain = Measure(trim: null, out _, out var dictionaryBytes);
        var trimmed = Measure(static map => map.WithoutManagedFields(), out var store, out _);
        Console.WriteLine($"| memory an object of 1 KiB JSON in the store | {plain:0} B, without managed fields {trimmed:0} B | Dictionary of the same objects: {dictionaryBytes:0} B (ratio {plain / dictionaryBytes:0.00}) |");

        var index = store.AddNamespaceIndex();
        var byLabel = store.AddLabelIndex("app");
        var values = Enumerable.Range(0, 5000).Select(i => $"app-{i % 10}-{i}").ToArray();
        var found = 0;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 1_000_000; i++)
            found += byLabel[values[i % 5000]].Count;
        var lookup = Stopwatch.GetElapsedTime(start).TotalMicroseconds / 1_000_000;
        start = Stopwatch.GetTimestamp();
        var scanned = store.Objects.Count(map => map.Label("app") == "app-3-3");
        var scan = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        Console.WriteLine($"| index lookup among 100,000 | {lookup:0.000} µs | scan: {scan:0} µs (ratio {scan / lookup:0}) |");

        var single = GC.GetTotalMemory(forceFullCollection: true);
        var set = Enumerable.Range(0, Keys).Select(i => Parse(i)).ToArray();
        start = Stopwatch.GetTimestamp();
        store.BeginSet();
        foreach (var map in set)
            store.AddToSet(map);
        var changes = store.CompleteSet("2");
        var seconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        set = [];
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine($"| relist of 100,000 unchanged objects | {seconds:0} ms, {changes.Count} changes | memory retained by it: {Math.Max(0, after - single) / 1e6:0.0} MB |");
        GC.KeepAlive(index);
        GC.KeepAlive(found + scanned);
    }

    private static double Measure(Func<V1ConfigMap, V1ConfigMap>? trim, out Store<V1ConfigMap> store, out double dictionaryBytes)
    {
        var empty = GC.GetTotalMemory(forceFullCollection: true);
        var dictionary = trim is null ? Enumerable.Range(0, Keys).Select(i => Parse(i)).ToDictionary(ObjectKey.Of) : null;
        dictionaryBytes = (GC.GetTotalMemory(forceFullCollection: true) - empty) / (double)Keys;
        dictionary?.Clear();
        dictionary = null;
        empty = GC.GetTotalMemory(forceFullCollection: true);
        store = new Store<V1ConfigMap>();
        store.BeginSet();
        for (var i = 0; i < Keys; i++)
            store.AddToSet(trim is null ? Parse(i) : trim(Parse(i)));
        store.CompleteSet("1");
        return (GC.GetTotalMemory(forceFullCollection: true) - empty) / (double)Keys;
    }

    /// <summary>Updates through store, one index, a subscription and the queue, while one worker takes them out.</summary>
    private static async Task UpdatesAsync()
    {
        const int Updates = 300_000;
        var source = new MemorySource([.. Enumerable.Range(0, Keys).Select(i => Parse(i))], Enumerable.Range(0, Updates).Select(i => Parse(i % Keys, version: i + 10)));
        var informer = new Informer<V1ConfigMap>(new Watcher<V1ConfigMap>(source));
        informer.Store.AddLabelIndex("app");
        var reconciler = new Counting(int.MaxValue);
        var controller = new Controller<V1ConfigMap>(new ControllerDefinition<V1ConfigMap>
        {
            Name = "bench",
            Informer = informer,
            Sources = [new OwnSource<V1ConfigMap>(informer, null)],
            Reconciler = reconciler,
            Options = new ControllerOptions { Workers = 1 },
        });
        using var stop = new CancellationTokenSource();
        var run = controller.RunAsync(stop.Token);
        await informer.WaitUntilReadyAsync();
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        source.Begin();
        var last = new ObjectKey("namespace-" + (Updates - 1) % Keys % 100, "object-" + (Updates - 1) % Keys);
        while (informer.Store.Get(last)?.Metadata.ResourceVersion != (Updates + 9).ToString() || controller.Work is { Ready: > 0 } or { Running: > 0 })
            await Task.Delay(1);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        var perSecond = Updates / seconds;
        var cores = (process.TotalProcessorTime - cpu).TotalSeconds / seconds;
        Console.WriteLine($"| updates decoded, stored, indexed, queued and reconciled by nothing | {perSecond:0} /s on {cores:0.0} cores ({perSecond / cores:0} /s a core) | |");
        await stop.CancelAsync();
        await run;
    }

    private const string ManagedFields = """
        [{"manager":"benchmark","operation":"Apply","apiVersion":"v1","time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:a":{},"f:b":{}},"f:metadata":{"f:labels":{"f:app":{},"f:app.kubernetes.io/managed-by":{}}}}}]}
        """;

    private static V1ConfigMap Parse(int i) => Parse(i, 1);

    private static V1ConfigMap Parse(int i, int version) => KubeJson.Deserialize<V1ConfigMap>(Encoding.UTF8.GetBytes($$$"""
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"object-{{{i}}}","namespace":"namespace-{{{i % 100}}}","uid":"00000000-0000-0000-0000-{{{i:D12}}}","resourceVersion":"{{{version}}}","creationTimestamp":"2026-01-01T00:00:00Z",
        "labels":{"app":"app-{{{i % 10}}}-{{{i % 5000}}}","app.kubernetes.io/managed-by":"benchmark"},
        "managedFields":{{{ManagedFields}}},
        "data":{"a":"{{{new string((char)('a' + i % 26), 200)}}}","b":"{{{new string((char)('A' + i % 26), 200)}}}"}}
        """));

    private static string GCSettingsText() => System.Runtime.GCSettings.IsServerGC ? "server GC" : "workstation GC";

    private sealed class Counting(int target) : IReconciler<V1ConfigMap>
    {
        private TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public Task All => _all.Task;

        public void Reset()
        {
            _count = 0;
            _all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public ValueTask<ReconcileResult> ReconcileAsync(V1ConfigMap resource, ReconcileContext context, CancellationToken cancellationToken)
        {
            if (++_count == target)
                _all.TrySetResult();
            return new(ReconcileResult.Done);
        }
    }

    /// <summary>A set and its updates from memory: what is measured is ours.</summary>
    private sealed class MemorySource(V1ConfigMap[] set, IEnumerable<V1ConfigMap>? updates = null) : IListWatch<V1ConfigMap>
    {
        private readonly TaskCompletionSource _begin = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ResourceType Type => V1ConfigMap.Type;

        public string? Namespace => null;

        public string Description => "configmaps";

        public void Begin() => _begin.TrySetResult();

        public Task<WatchPage<V1ConfigMap>> ListAsync(string? continueToken, bool unpaged, CancellationToken cancellationToken) =>
            Task.FromResult(new WatchPage<V1ConfigMap>(set, [], "1", null));

        public async IAsyncEnumerable<WatchItem<V1ConfigMap>> WatchAsync(string? resourceVersion, TimeSpan timeout, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await _begin.Task.WaitAsync(cancellationToken);
            foreach (var update in updates ?? [])
                yield return new WatchItem<V1ConfigMap> { Kind = WatchSignalKind.Applied, Object = update, ResourceVersion = update.Metadata.ResourceVersion };
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        public WatchFault Classify(Exception exception) => new(WatchSignalKind.TransportFault, exception.Message, Exception: exception);
    }
}
