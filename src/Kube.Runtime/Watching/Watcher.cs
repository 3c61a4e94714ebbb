using System.Runtime.CompilerServices;

namespace Kube.Runtime;

/// <summary>Follows a set of objects for ever: reads it, watches it, and begins again wherever the server or the network fails.</summary>
/// <remarks>
/// <para>Guarantees: every set is told as <see cref="WatcherEventKind.Begin"/>, its objects, <see cref="WatcherEventKind.Complete"/>;
/// changes follow in the server's order; nothing that happened between two watches is lost (a set that is read again tells what is gone
/// by leaving it out). It ends only by cancellation.</para>
/// <para>What happens when is decided by <see cref="WatchTransition"/>; the table is in docs/controllers.md.</para>
/// </remarks>
/// <typeparam name="T">The resource type.</typeparam>
public sealed class Watcher<T> where T : class, IKubeObject
{
    private readonly IListWatch<T> _source;
    private readonly WatcherOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly Lock _lock = new();
    private WatchHealth _health;
    private long _lastContact;

    internal Watcher(IListWatch<T> source, WatcherOptions? options = null, TimeProvider? time = null, Random? random = null)
    {
        _source = source;
        _options = options ?? new WatcherOptions();
        _time = time ?? TimeProvider.System;
        _random = random ?? Random.Shared;
        _health = new WatchHealth(source.Description, WatchPhase.Start, null, null, null, null, 0, 0);
    }

    /// <summary>The type of what is watched.</summary>
    public ResourceType Type => _source.Type;

    /// <summary>The one namespace that is watched; <see langword="null"/> for all, and for cluster-scoped types.</summary>
    public string? Namespace => _source.Namespace;

    /// <summary>How the watch fares at this moment.</summary>
    public WatchHealth Health
    {
        get
        {
            lock (_lock)
                return _lastContact == 0 ? _health : _health with { LastContact = new DateTimeOffset(_lastContact, TimeSpan.Zero) };
        }
    }

    /// <summary>Follows the set until cancelled.</summary>
    /// <exception cref="OperationCanceledException">The only way it ends.</exception>
    public async IAsyncEnumerable<WatcherEvent<T>> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var state = new WatchState(WatchPhase.Start);
        var failures = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Outcome outcome = default;
            WatchStep step = default;
            if (NextIsList(state))
            {
                outcome = await ListAsync(state, cancellationToken).ConfigureAwait(false);
                step = Advance(ref state, outcome, ref failures);
                foreach (var told in TellPage(step, outcome))
                    yield return told;
            }
            else
            {
                using var idle = new IdleTimer(_time, ServerTimeout(out var timeout), cancellationToken);
                var openedAt = _time.GetTimestamp();
                var hasDelivered = false;
                var stream = _source.WatchAsync(state.Phase == WatchPhase.Connecting ? state.ResourceVersion : null, timeout, idle.Token).GetAsyncEnumerator(idle.Token);
                await using (stream.ConfigureAwait(false))
                {
                    do
                    {
                        outcome = await ReadAsync(stream, idle, cancellationToken).ConfigureAwait(false);
                        if (outcome.Signal.Kind == WatchSignalKind.End)
                            outcome = outcome with { Signal = outcome.Signal with { IsShortLived = !hasDelivered && _time.GetElapsedTime(openedAt) < _options.ShortLived } };
                        hasDelivered = true;
                        step = Advance(ref state, outcome, ref failures);
                        if (step.Emission.HasFlag(WatchEmission.Begin))
                            yield return new WatcherEvent<T> { Kind = WatcherEventKind.Begin };
                        if (Tell(step.Emission, outcome) is { } told)
                            yield return told;
                    }
                    while (step.KeepsStream);
                }
            }
            if (step.Pause == WatchPause.Backoff)
                await Task.Delay(NextDelay(failures, outcome.Fault?.RetryAfter), _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool NextIsList(WatchState state) => state.Phase switch
    {
        WatchPhase.Paging => true,
        WatchPhase.Start => state.StreamingRefused || _options.InitialList == InitialList.Paged,
        _ => false,
    };

    private TimeSpan ServerTimeout(out TimeSpan timeout)
    {
        timeout = TimeSpan.FromSeconds(Math.Ceiling(_options.Timeout.TotalSeconds * (0.8 + 0.4 * _random.NextDouble())));
        return _options.IdleTimeout ?? timeout + TimeSpan.FromSeconds(10);
    }

    private TimeSpan NextDelay(int failures, TimeSpan? retryAfter)
    {
        var delay = _options.Backoff.Delay(failures, _random.NextDouble());
        return retryAfter > delay ? retryAfter.Value : delay;
    }

    private async Task<Outcome> ListAsync(WatchState state, CancellationToken cancellationToken)
    {
        using var limit = new IdleTimer(_time, _options.ListTimeout, cancellationToken);
        try
        {
            var page = await _source.ListAsync(state.Continue, state.Unpaged, limit.Token).ConfigureAwait(false);
            return new Outcome(new WatchSignal(WatchSignalKind.Page, page.ResourceVersion, page.Continue), Page: page);
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Faulted(limit.HasExpired
                ? new WatchFault(WatchSignalKind.TransportFault, $"Listing {_source.Description} took longer than {_options.ListTimeout}.", Exception: e)
                : _source.Classify(e));
        }
    }

    private async ValueTask<Outcome> ReadAsync(IAsyncEnumerator<WatchItem<T>> stream, IdleTimer idle, CancellationToken cancellationToken)
    {
        try
        {
            if (!await stream.MoveNextAsync().ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                return idle.HasExpired ? Silent(null) : new Outcome(new WatchSignal(WatchSignalKind.End));
            }
            idle.Hear();
            var item = stream.Current;
            return new Outcome(new WatchSignal(item.Kind, item.ResourceVersion), item.Object, item.ItemError, item.Fault);
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return idle.HasExpired ? Silent(e) : Faulted(_source.Classify(e));
        }
    }

    private Outcome Silent(Exception? e) =>
        Faulted(new WatchFault(WatchSignalKind.Idle, $"The watch of {_source.Description} was silent for longer than its time-out; it is opened anew.", Exception: e));

    private static Outcome Faulted(WatchFault fault) => new(new WatchSignal(fault.Kind), Fault: fault);

    private WatchStep Advance(ref WatchState state, in Outcome outcome, ref int failures)
    {
        var step = WatchTransition.Next(state, outcome.Signal);
        state = step.State;
        if (step.IsProgress)
            failures = 0;
        else if (step.Pause == WatchPause.Backoff)
            failures++;
        Report(step, outcome, failures);
        return step;
    }

    private void Report(in WatchStep step, in Outcome outcome, int failures)
    {
        var delivered = outcome.Signal.Kind <= WatchSignalKind.ItemError || outcome.Signal.Kind == WatchSignalKind.End;
        var fault = FaultOf(step, outcome);
        lock (_lock)
        {
            if (delivered)
                _lastContact = _time.GetUtcNow().UtcTicks;
            if (_health.Phase == step.State.Phase && _health.FaultsInARow == failures && _health.ResourceVersion == step.State.ResourceVersion && fault is null)
                return;
            _health = _health with
            {
                Phase = step.State.Phase,
                ResourceVersion = step.State.ResourceVersion ?? _health.ResourceVersion,
                FaultsInARow = failures,
                LastFault = fault ?? _health.LastFault,
                LastFaultAt = fault is null ? _health.LastFaultAt : _time.GetUtcNow(),
                Lists = _health.Lists + (step.Emission.HasFlag(WatchEmission.Begin) ? 1 : 0),
            };
        }
    }

    private WatchFault? FaultOf(in WatchStep step, in Outcome outcome) => !step.Emission.HasFlag(WatchEmission.Fault)
        ? null
        : outcome.Fault ?? new WatchFault(outcome.Signal.Kind, Explain(outcome.Signal));

    private string Explain(WatchSignal signal) => signal.Kind switch
    {
        WatchSignalKind.Page => $"The list of {_source.Description} carries no resource version to watch from.",
        WatchSignalKind.End => $"The watch of {_source.Description} ended at once without delivering anything.",
        _ => $"The watch of {_source.Description} delivered {signal.Kind} where it cannot be used.",
    };

    private IEnumerable<WatcherEvent<T>> TellPage(WatchStep step, Outcome outcome)
    {
        if (step.Emission.HasFlag(WatchEmission.Begin))
            yield return new WatcherEvent<T> { Kind = WatcherEventKind.Begin };
        if (step.Emission.HasFlag(WatchEmission.Initial))
        {
            foreach (var item in outcome.Page.Items)
                yield return new WatcherEvent<T> { Kind = WatcherEventKind.Initial, Object = item };
            foreach (var error in outcome.Page.Errors)
                yield return new WatcherEvent<T> { Kind = WatcherEventKind.ItemError, ItemError = error };
        }
        if (step.Emission.HasFlag(WatchEmission.Complete))
            yield return new WatcherEvent<T> { Kind = WatcherEventKind.Complete, ResourceVersion = outcome.Signal.ResourceVersion };
        if (FaultOf(step, outcome) is { } fault)
            yield return new WatcherEvent<T> { Kind = WatcherEventKind.Fault, Fault = fault };
    }

    private WatcherEvent<T>? Tell(WatchEmission emission, in Outcome outcome)
    {
        var version = outcome.Signal.ResourceVersion;
        return (emission & ~WatchEmission.Begin) switch
        {
            WatchEmission.Initial => new() { Kind = WatcherEventKind.Initial, Object = outcome.Object, ResourceVersion = version },
            WatchEmission.Applied => new() { Kind = WatcherEventKind.Applied, Object = outcome.Object, ResourceVersion = version },
            WatchEmission.Deleted => new() { Kind = WatcherEventKind.Deleted, Object = outcome.Object, ResourceVersion = version },
            WatchEmission.Complete => new() { Kind = WatcherEventKind.Complete, ResourceVersion = version },
            WatchEmission.Bookmark => new() { Kind = WatcherEventKind.Bookmark, ResourceVersion = version },
            WatchEmission.ItemError => new() { Kind = WatcherEventKind.ItemError, ItemError = outcome.ItemError, ResourceVersion = version },
            WatchEmission.Fault => new() { Kind = WatcherEventKind.Fault, Fault = outcome.Fault ?? new WatchFault(outcome.Signal.Kind, Explain(outcome.Signal)) },
            _ => null,
        };
    }

    /// <summary>A signal with what came along.</summary>
    private readonly record struct Outcome(
        WatchSignal Signal, T? Object = null, InvalidItem? ItemError = null, WatchFault? Fault = null, WatchPage<T> Page = default);
}
