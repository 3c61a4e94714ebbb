using Kube.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kube.Runtime;

/// <summary>Lets one replica of several act at a time, by a Lease.</summary>
/// <remarks>
/// <para>Guarantee: two replicas are never both in a valid term (<see cref="LeadershipTerm.IsValid"/>), as long as their monotonic clocks
/// run at rates that differ by less than <c>LeaseDuration / RenewDeadline</c> (15 : 10 by default). A leader counts its time from before
/// it sent its last renewal, others from after they saw it; wall clocks do not matter.</para>
/// <para>It runs until cancelled: a replica that loses campaigns again. Every fault is logged; none ends it.</para>
/// <para>Needs the verbs <c>get</c>, <c>create</c> and <c>update</c> on leases.</para>
/// </remarks>
public sealed class LeaderElector
{
    private readonly ILeaseLock _lock;
    private readonly LeaderElectionOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly ILogger _logger;
    private LeaseRecord? _seen;
    private long _seenAt;
    private volatile LeadershipTerm? _term;

    /// <summary>Makes a candidate.</summary>
    /// <param name="client">The cluster.</param>
    /// <param name="options">Which lease, and how fast.</param>
    /// <param name="loggers">Where it logs.</param>
    /// <exception cref="ArgumentException">The times contradict each other.</exception>
    public LeaderElector(KubeClient client, LeaderElectionOptions options, ILoggerFactory? loggers = null)
        : this(new LeaseLock(client, options.Namespace, options.LeaseName), options, client.Options.TimeProvider, Random.Shared, loggers?.CreateLogger<LeaderElector>())
    {
    }

    internal LeaderElector(ILeaseLock leaseLock, LeaderElectionOptions options, TimeProvider time, Random random, ILogger? logger = null)
    {
        options.Validate();
        _lock = leaseLock;
        _options = options;
        _time = time;
        _random = random;
        _logger = logger ?? NullLogger.Instance;
    }

    /// <summary>The term, while this replica leads.</summary>
    public LeadershipTerm? Term => _term is { IsValid: true } term ? term : null;

    /// <summary>Who led when this replica last looked; empty when nobody did.</summary>
    public string Leader => _seen?.Holder ?? "";

    /// <summary>Campaigns, and leads whenever it wins, until cancelled.</summary>
    /// <param name="lead">What a leader does. Cancelled by the term's token when the term is lost; when it returns the lease is given back.</param>
    /// <param name="cancellationToken">Ends it. What <paramref name="lead"/> does with this token is its affair: the lease is renewed until it returns.</param>
    public async Task RunAsync(Func<LeadershipTerm, Task> lead, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lead);
        while (!cancellationToken.IsCancellationRequested)
        {
            var askedAt = _time.GetTimestamp();
            if (await TryAsync(_options.RetryPeriod, cancellationToken).ConfigureAwait(false) is { } won)
                await LeadAsync(lead, won, askedAt).ConfigureAwait(false);
            await PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a controller in the terms of this elector; its caches stay warm between them.</summary>
    public RunTerms Terms => (runTerm, cancellationToken) => RunAsync(
        async term =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(term.Token, cancellationToken);
            await runTerm(stop.Token, term.Token).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task LeadAsync(Func<LeadershipTerm, Task> lead, LeaseRecord won, long askedAt)
    {
        using var end = new CancellationTokenSource();
        var term = new LeadershipTerm(won.Transitions, _options.Identity, _time, _options.RenewDeadline, askedAt, end.Token);
        _term = term;
        RuntimeLog.Leading(_logger, _options.Identity, _options.LeaseName, term.FencingToken);
        RuntimeInstruments.Leads(_options.LeaseName, 1);
        var work = Task.Run(() => lead(term), CancellationToken.None);
        try
        {
            while (!work.IsCompleted && term.Left > TimeSpan.Zero)
            {
                await Task.WhenAny(work, Task.Delay(Shorter(Jittered(_options.RetryPeriod), term.Left), _time)).ConfigureAwait(false);
                if (work.IsCompleted)
                    break;
                askedAt = _time.GetTimestamp();
                var renewed = term.Left > TimeSpan.Zero ? await TryAsync(term.Left, CancellationToken.None).ConfigureAwait(false) : null;
                if (renewed?.Transitions == won.Transitions)
                    term.Renewed(askedAt);
                else if (_seen is null || _seen.Holder != _options.Identity || _seen.Transitions != won.Transitions)
                    break;
            }
        }
        finally
        {
            var lost = !work.IsCompleted;
            _term = null;
            await end.CancelAsync().ConfigureAwait(false);
            RuntimeInstruments.Leads(_options.LeaseName, -1);
            if (lost)
                RuntimeLog.LeadershipLost(_logger, _options.Identity, _options.LeaseName);
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (work.Exception is { } fault)
                RuntimeLog.LeaderFailed(_logger, _options.Identity, fault);
            if (!lost && _options.ReleaseOnStop)
                await ReleaseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>One look at the lease, and the move it asks for.</summary>
    /// <returns>The lease, if it is ours now.</returns>
    private async Task<LeaseRecord?> TryAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            var lease = await _lock.ReadAsync(both.Token).ConfigureAwait(false);
            Notice(lease);
            var now = _time.GetUtcNow();
            LeaseRecord? wanted = LeaseDecision.Next(lease, _options.Identity, _time.GetElapsedTime(_seenAt)) switch
            {
                LeaseMove.Create => new LeaseRecord(_options.Identity, _options.LeaseDuration, 0, null) { AcquiredAt = now, RenewedAt = now },
                LeaseMove.TakeOver => lease! with { Holder = _options.Identity, Duration = _options.LeaseDuration, Transitions = lease.Transitions + 1, AcquiredAt = now, RenewedAt = now },
                // A lease in our name that we do not lead by is one that a former term left: it changes hands, too.
                LeaseMove.Renew when _term is null => lease! with { Transitions = lease.Transitions + 1, Duration = _options.LeaseDuration, AcquiredAt = now, RenewedAt = now },
                LeaseMove.Renew => lease! with { Duration = _options.LeaseDuration, RenewedAt = now },
                _ => null,
            };
            if (wanted is null || await _lock.WriteAsync(wanted, both.Token).ConfigureAwait(false) is not { } written)
                return null;
            Notice(written);
            return written;
        }
        catch (Exception e)
        {
            if (!cancellationToken.IsCancellationRequested)
                RuntimeLog.LeaseFault(_logger, _options.Identity, _options.LeaseName, e);
            return null;
        }
    }

    private void Notice(LeaseRecord? lease)
    {
        if (lease == _seen)
            return;
        _seen = lease;
        _seenAt = _time.GetTimestamp();
    }

    private async Task ReleaseAsync()
    {
        if (_seen is not { } lease || lease.Holder != _options.Identity)
            return;
        using var limit = new CancellationTokenSource(_options.RetryPeriod, _time);
        try
        {
            Notice(await _lock.WriteAsync(lease with { Holder = "", Duration = TimeSpan.FromSeconds(1), RenewedAt = _time.GetUtcNow() }, limit.Token).ConfigureAwait(false) ?? lease);
        }
        catch (Exception e)
        {
            RuntimeLog.LeaseFault(_logger, _options.Identity, _options.LeaseName, e);
        }
    }

    private Task PauseAsync(CancellationToken cancellationToken) =>
        Task.Delay(Jittered(_options.RetryPeriod), _time, cancellationToken).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private TimeSpan Jittered(TimeSpan period) => period * (1 + 0.2 * _random.NextDouble());

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
