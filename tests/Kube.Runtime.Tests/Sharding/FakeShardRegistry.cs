namespace Kube.Runtime.Tests;

/// <summary>Shards' records with optimistic concurrency, seen by each replica over a network that delays, loses and parts.</summary>
internal sealed class FakeShardRegistry(TimeProvider time, Random random)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ShardRecord> _records = new(StringComparer.Ordinal);
    private int _version;

    public IReadOnlyList<ShardRecord> Records
    {
        get
        {
            lock (_lock)
                return [.. _records.Values];
        }
    }

    public Link Connect() => new(this);

    private double NextDouble()
    {
        lock (_lock)
            return random.NextDouble();
    }

    private TimeProvider Time => time;

    internal sealed class Link(FakeShardRegistry registry) : IShardRegistry
    {
        public bool IsParted { get; set; }

        public TimeSpan Latency { get; set; }

        public double LossRate { get; set; }

        public TimeSpan WriteDelay { get; set; }

        public async Task<IReadOnlyList<ShardRecord>> ListAsync(CancellationToken cancellationToken)
        {
            await TravelAsync(cancellationToken);
            var read = registry.Records;
            await TravelAsync(cancellationToken);
            return read;
        }

        public async Task<ShardRecord?> WriteAsync(ShardRecord record, CancellationToken cancellationToken)
        {
            await Task.Delay(WriteDelay, registry.Time, cancellationToken);
            await TravelAsync(cancellationToken);
            ShardRecord? written = null;
            lock (registry._lock)
            {
                if (registry._records.GetValueOrDefault(record.Identity)?.Version == record.Version)
                    registry._records[record.Identity] = written = record with { Version = (++registry._version).ToString(), Uid = record.Uid ?? $"uid-{registry._version}" };
            }
            // The answer may be lost though the write went through.
            await TravelAsync(cancellationToken);
            return written;
        }

        public async Task DeleteAsync(ShardRecord record, CancellationToken cancellationToken)
        {
            await TravelAsync(cancellationToken);
            lock (registry._lock)
            {
                if (registry._records.GetValueOrDefault(record.Identity)?.Version == record.Version)
                    registry._records.Remove(record.Identity);
            }
            await TravelAsync(cancellationToken);
        }

        private async Task TravelAsync(CancellationToken cancellationToken)
        {
            if (Latency > TimeSpan.Zero)
                await Task.Delay(Latency * registry.NextDouble(), registry.Time, cancellationToken);
            if (IsParted || registry.NextDouble() < LossRate)
                await Task.Delay(Timeout.InfiniteTimeSpan, registry.Time, cancellationToken);
        }
    }
}
