using Kube.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kube.Runtime;

/// <summary>One of several replicas that share the objects of their controllers: each object is one replica's, by consistent hashing over those that are there.</summary>
/// <remarks>
/// <para>Each replica keeps a Lease of its own and looks at all of the group's. Guarantee: two replicas never both own a key
/// (<see cref="Owns"/>), as long as their monotonic clocks run at rates that differ by less than <c>LeaseDuration / RenewDeadline</c>
/// (15 : 10 by default); wall clocks do not matter. It rests on this: whose a key is can be in dispute only between replicas of which one does
/// not see the other. A replica acts for <c>RenewDeadline</c> on what it last read; a new one (or one that was silent for so long) acts
/// only <c>LeaseDuration</c> after its Lease was written, when every other has read it or stopped acting; and it drops another only
/// after <c>LeaseDuration</c> of silence, or when that one took its Lease away after it had stopped.</para>
/// <para>When a replica comes, others start nothing more of what moves to it and may finish what runs, for at least
/// <c>RenewDeadline - RetryPeriod</c>; then it is cancelled. What moves is nobody's until the new one acts.</para>
/// <para>Assumption: nobody but replicas deletes the Leases. Needs the verbs <c>list</c>, <c>create</c>, <c>update</c> and <c>delete</c> on leases.</para>
/// </remarks>
public sealed class ShardMember : IDisposable
{
    private readonly IShardRegistry _registry;
    private readonly ShardingOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly ILogger _logger;
    private readonly string _incarnation;
    private readonly long _origin;
    private readonly ShardSightings _sightings = new();
    private readonly ITimer _clock;
    private readonly Lock _arming = new();
    private volatile ShardTenure _tenure;
    private bool _hasJoined;
    private bool _saidTaken;
    private TimeSpan _joinedAt;
    private int _joins;
    private TimeSpan _lastAskedAt = TimeSpan.MinValue;
    private int _isRunning;

    /// <summary>Makes a member. It owns nothing until it runs.</summary>
    /// <param name="client">The cluster.</param>
    /// <param name="options">Which group, and how fast.</param>
    /// <param name="loggers">Where it logs.</param>
    /// <exception cref="ArgumentException">A name cannot be part of a Lease's, or the times contradict each other.</exception>
    public ShardMember(KubeClient client, ShardingOptions options, ILoggerFactory? loggers = null)
        : this(new ShardLeases(client, options), options, client.Options.TimeProvider, Random.Shared, loggers?.CreateLogger<ShardMember>())
    {
    }

    internal ShardMember(IShardRegistry registry, ShardingOptions options, TimeProvider time, Random random, ILogger? logger = null)
    {
        options.Validate();
        _registry = registry;
        _options = options;
        _time = time;
        _random = random;
        _logger = logger ?? NullLogger.Instance;
        _incarnation = Guid.NewGuid().ToString("N")[..10];
        _origin = time.GetTimestamp();
        _tenure = ShardTenure.None(options.Identity);
        _clock = time.CreateTimer(static member => ((ShardMember)member!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Who this replica is.</summary>
    public string Identity => _options.Identity;

    /// <summary>The replicas that are there, as this one last saw them, in ordinal order; empty while it does not know.</summary>
    public IReadOnlyList<string> Members => _tenure.View.Members;

    /// <summary>Whether this replica owns its share now; false while it joins, and when it has not reached the server for too long.</summary>
    public bool IsActing => _tenure.IsActing(Now);

    /// <summary>Whether a key is this replica's at this very moment.</summary>
    public bool Owns(ObjectKey key) => Claim(key) == ShardClaim.Mine;

    /// <summary>A fence: to be called right before something that must not be done twice.</summary>
    /// <exception cref="OperationCanceledException">The key is not this replica's any more.</exception>
    public void ThrowIfLost(ObjectKey key)
    {
        if (!MayFinish(key))
            throw new OperationCanceledException($"'{key}' is not of shard '{Identity}' any more.");
    }

    /// <summary>Told whenever what this replica owns may have changed. Runs on its clock or its loop: must be quick, and must not throw.</summary>
    public event Action? Changed;

    internal ShardClaim Claim(ObjectKey key) => _tenure.Claim(key, Now);

    internal ShardTenure Tenure => _tenure;

    internal TimeSpan RetryPeriod => _options.RetryPeriod;

    internal bool MayFinish(ObjectKey key) => _tenure.MayFinish(key, Now);

    /// <summary>Takes part until cancelled, then owns nothing and takes its Lease away, so that others take over at once.</summary>
    /// <remarks>Stop what acts on <see cref="Owns"/> first. Every fault is logged; none ends it.</remarks>
    /// <exception cref="InvalidOperationException">It already runs.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 1)
            throw new InvalidOperationException($"The shard '{Identity}' already runs.");
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                // Whoever has just joined looks at once who was there before.
                if (!await LookAsync(cancellationToken).ConfigureAwait(false))
                    await Task.Delay(_options.RetryPeriod * (1 + 0.2 * _random.NextDouble()), _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            Set(ShardTenure.None(Identity));
            await LeaveAsync().ConfigureAwait(false);
            (_hasJoined, _lastAskedAt) = (false, TimeSpan.MinValue);
            Volatile.Write(ref _isRunning, 0);
        }
    }

    /// <summary>Stops its clock. It must not run any more.</summary>
    public void Dispose() => _clock.Dispose();

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>Reads who is there, renews the own Lease, and draws the conclusions.</summary>
    /// <returns>Whether to look again at once.</returns>
    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        // Half of the time a look is good for: one that hangs leaves time for another.
        using var timer = new CancellationTokenSource(_options.RenewDeadline / 2, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            var askedAt = Now;
            var records = await _registry.ListAsync(both.Token).ConfigureAwait(false);
            _sightings.Note(records, askedAt, Now);
            var mine = _sightings.Of(Identity);
            if (mine is not null && mine.Incarnation != _incarnation && _sightings.IsLive(Identity))
            {
                NoteTaken();
                return false;
            }
            // Taken away: others may have gone on without this replica.
            if (mine?.Incarnation != _incarnation)
                _hasJoined = false;
            var wanted = new ShardRecord(Identity, _incarnation, _options.LeaseDuration, mine?.Version, mine?.Uid);
            if (await _registry.WriteAsync(wanted, both.Token).ConfigureAwait(false) is not { } written)
                return false;
            _saidTaken = false;
            // Silent for too long when this came through, whenever it was begun: others may have dropped this replica, and do not see it yet.
            if (!_hasJoined || Now - _lastAskedAt >= _options.RenewDeadline)
            {
                (_hasJoined, _lastAskedAt) = (true, askedAt);
                (_joinedAt, _joins) = (Now, _joins + 1);
                return true;
            }
            Conclude(askedAt);
            await ClearAsync(both.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (!cancellationToken.IsCancellationRequested)
                RuntimeLog.ShardFault(_logger, Identity, _options.Group, e);
        }
        return false;
    }

    private void Conclude(TimeSpan askedAt)
    {
        var (before, now) = (_tenure, Now);
        var view = new ShardView(_sightings.Live);
        var next = before with { ValidUntil = askedAt + _options.RenewDeadline, Term = _joins, ActsFrom = before.Term == _joins && before.IsActing(now) ? before.ActsFrom : ActsFrom(now) };
        if (!view.HasSameMembers(before.View))
        {
            // Whoever came wrote its Lease after the last look, and waits longer from then than this replica may act on that look.
            next = next with { View = view, Leaving = before.View, LeavingUntil = _lastAskedAt + _options.RenewDeadline };
            RuntimeLog.ShardsChanged(_logger, Identity, view.Members.Count, _options.Group, Longer(next.ActsFrom - now, TimeSpan.Zero));
        }
        _lastAskedAt = askedAt;
        Set(next);
    }

    // Where nobody else has a Lease nobody acts, and whoever comes will see this one first. Where somebody has, all must have seen it.
    private TimeSpan ActsFrom(TimeSpan now) => _sightings.Count == 1 ? now : _joinedAt + _sightings.LongestDuration(_options.LeaseDuration);

    private void Set(ShardTenure tenure)
    {
        var before = _tenure;
        _tenure = tenure;
        RuntimeInstruments.ShardMembers(_options.Group, tenure.View.Members.Count - before.View.Members.Count);
        Arm();
        if (before.View != tenure.View || before.Term != tenure.Term || before.ActsFrom != tenure.ActsFrom || before.ValidUntil <= Now)
            Changed?.Invoke();
    }

    private void Arm()
    {
        lock (_arming)
        {
            var now = Now;
            _clock.Change(_tenure.NextChange(now) is { } next ? next - now : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tick()
    {
        var tenure = _tenure;
        if (tenure.View.Members.Count > 0 && Now >= tenure.ValidUntil)
            RuntimeLog.ShardLapsed(_logger, Identity, _options.Group, _options.RenewDeadline);
        Arm();
        Changed?.Invoke();
    }

    /// <summary>Takes away what replicas left that were killed long ago. One member does it for all.</summary>
    private async Task ClearAsync(CancellationToken cancellationToken)
    {
        if (_tenure.View.Members is not [var first, ..] || first != Identity)
            return;
        foreach (var record in _sightings.Abandoned.ToArray())
            await _registry.DeleteAsync(record, cancellationToken).ConfigureAwait(false);
    }

    private async Task LeaveAsync()
    {
        if (!_hasJoined)
            return;
        using var limit = new CancellationTokenSource(_options.RetryPeriod, _time);
        try
        {
            // The last write may have got through though its answer did not: what is there now counts.
            foreach (var record in await _registry.ListAsync(limit.Token).ConfigureAwait(false))
            {
                if (record.Identity == Identity && record.Incarnation == _incarnation)
                    await _registry.DeleteAsync(record, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            RuntimeLog.ShardFault(_logger, Identity, _options.Group, e);
        }
    }

    private void NoteTaken()
    {
        if (!_saidTaken)
            RuntimeLog.ShardIdentityTaken(_logger, Identity, _options.Group);
        _saidTaken = true;
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
