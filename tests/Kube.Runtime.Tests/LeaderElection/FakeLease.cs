namespace Kube.Runtime.Tests;

/// <summary>One lease with optimistic concurrency, seen by several replicas over a network that delays, drops and parts.</summary>
internal sealed class FakeLease(TimeProvider time, Random random)
{
    private readonly Lock _lock = new();
    private LeaseRecord? _record;
    private int _version;

    public LeaseRecord? Record
    {
        get
        {
            lock (_lock)
                return _record;
        }
    }

    public Link For(string replica) => new(this, replica);

    internal sealed class Link(FakeLease lease, string replica) : ILeaseLock
    {
        public string Replica => replica;

        public bool IsParted { get; set; }

        public TimeSpan Latency { get; set; }

        public double LossRate { get; set; }

        public async Task<LeaseRecord?> ReadAsync(CancellationToken cancellationToken)
        {
            await TravelAsync(cancellationToken);
            LeaseRecord? read;
            lock (lease._lock)
                read = lease._record;
            await TravelAsync(cancellationToken);
            return read;
        }

        public async Task<LeaseRecord?> WriteAsync(LeaseRecord record, CancellationToken cancellationToken)
        {
            await TravelAsync(cancellationToken);
            LeaseRecord? written = null;
            lock (lease._lock)
            {
                if (record.Version == lease._record?.Version)
                    lease._record = written = record with { Version = (++lease._version).ToString() };
            }
            // The answer may be lost though the write went through.
            await TravelAsync(cancellationToken);
            return written;
        }

        private async Task TravelAsync(CancellationToken cancellationToken)
        {
            if (Latency > TimeSpan.Zero)
                await Task.Delay(Latency * lease.NextDouble(), lease.Time, cancellationToken);
            if (IsParted || lease.NextDouble() < LossRate)
                await Task.Delay(Timeout.InfiniteTimeSpan, lease.Time, cancellationToken);
        }
    }

    private TimeProvider Time => time;

    private double NextDouble()
    {
        lock (_lock)
            return random.NextDouble();
    }
}
