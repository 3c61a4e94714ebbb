using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Kube.Runtime;

/// <summary>What one controller does from when it may act to when it must stop: a queue and its workers.</summary>
internal sealed class ControllerTerm<T> where T : class, IKubeObject
{
    private readonly ControllerDefinition<T> _definition;
    private readonly ControllerInbox<T> _inbox;
    private readonly ReconcileScope _scope;
    private readonly WorkQueue<ObjectKey> _queue;
    private readonly ControllerWorker[] _workers;

    /// <param name="definition">The controller.</param>
    /// <param name="inbox">Where its sources put work.</param>
    /// <param name="queue">What they have collected so far. Disposed of at the end.</param>
    /// <param name="wrote">Told of the reconciler's writes.</param>
    public ControllerTerm(ControllerDefinition<T> definition, ControllerInbox<T> inbox, WorkQueue<ObjectKey> queue, WriteListener wrote)
    {
        _definition = definition;
        _inbox = inbox;
        _scope = new ReconcileScope(definition.Name, definition.Logger, definition.Time, wrote);
        _queue = queue;
        _workers = new ControllerWorker[definition.Options.Workers];
        for (var i = 0; i < _workers.Length; i++)
            _workers[i] = new ControllerWorker();
    }

    /// <summary>Works until told to stop, then lets what runs finish.</summary>
    /// <param name="stop">Take no more work, let running work finish.</param>
    /// <param name="abort">Cancel running work.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        var options = _definition.Options;
        RuntimeLog.ControllerStarted(_definition.Logger, _definition.Name, _workers.Length);
        RuntimeInstruments.Workers(_definition.Name, _workers.Length);
        using var aborting = abort.UnsafeRegister(static term => ((ControllerTerm<T>)term!).Abort(), this);
        using var watchdog = options.ReconcileTimeout is { } timeout
            ? _definition.Time.CreateTimer(_ => Check(timeout), null, timeout / 20, timeout / 20)
            : null;
        var shards = _definition.Shards;
        if (shards is not null)
            shards.Changed += CancelWhatMovedAway;
        if (_definition.Events is not null)
        {
            _definition.Informer.ItemFailed += Report;
            foreach (var item in _definition.Informer.Undecodable)
                Report(item);
        }
        var work = Array.ConvertAll(_workers, worker => Task.Run(() => WorkAsync(worker), CancellationToken.None));
        try
        {
            await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            _definition.Informer.ItemFailed -= Report;
            var drained = await _queue.DrainAsync(options.DrainTimeout).ConfigureAwait(false);
            if (!drained)
            {
                RuntimeLog.DrainTimedOut(_definition.Logger, _definition.Name, _queue.Count().Running, options.DrainTimeout);
                Abort();
            }
            // A reconciler that does not heed its token is waited for a little, then left behind: it must not keep the process.
            await Task.WhenAll(work).WaitAsync(TimeSpan.FromSeconds(5), _definition.Time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (shards is not null)
                shards.Changed -= CancelWhatMovedAway;
            _queue.Dispose();
            RuntimeInstruments.Workers(_definition.Name, -_workers.Length);
            RuntimeLog.ControllerStopped(_definition.Logger, _definition.Name);
        }
    }

    private void Report(InvalidItem item)
    {
        if (item.Key is { } key && WhoseIs(key) == ShardClaim.Mine)
            _definition.Events!.Undecodable(item);
    }

    private void Check(TimeSpan timeout)
    {
        var now = _queue.Now();
        foreach (var worker in _workers)
            worker.Check(now, timeout);
    }

    private void CancelWhatMovedAway()
    {
        foreach (var worker in _workers)
            worker.CancelUnless(_definition.Shards!.MayFinish);
    }

    private void Abort()
    {
        foreach (var worker in _workers)
            worker.Abort();
    }

    private async Task WorkAsync(ControllerWorker worker)
    {
        var item = await _queue.TakeAsync().ConfigureAwait(false);
        while (item.HasWork)
        {
            WorkOutcome outcome;
            try
            {
                outcome = await WorkAsync(worker, item).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // A rule for which objects are this controller's, a logger or a listener to metrics failed. The worker goes on.
                RuntimeInstruments.Failed(_definition.Name, isTerminal: false, isTimeout: false);
                RuntimeLog.ReconcileFailed(_definition.Logger, _definition.Name, item.Key, item.Failures + 1, e);
                outcome = WorkOutcome.Failure;
            }
            item = await _queue.NextAsync(item, outcome).ConfigureAwait(false);
        }
    }

    private async ValueTask<WorkOutcome> WorkAsync(ControllerWorker worker, WorkItem<ObjectKey> item)
    {
        var key = item.Key;
        var gate = _inbox.Gate.Ask(key);
        if (gate.Wait is { } wait)
            return WorkOutcome.Hold(wait);
        if (gate.HasGivenUp)
            RuntimeLog.WriteNotSeen(_definition.Logger, _definition.Name, key, _definition.Options.WriteSeenTimeout);
        // It only looked whether its writes are shown; they are.
        if (item.Cause.Reasons == ReconcileReasons.Held && !gate.MustRun)
            return WorkOutcome.Success;
        if (WhoseIs(key) is var claim and not ShardClaim.Mine)
            return claim == ShardClaim.Pending ? WorkOutcome.Hold(_definition.Shards!.RetryPeriod) : Leave(key);

        var resource = _definition.Informer.Store.Get(key, item.Hash);
        var last = resource is null ? _inbox.LastState(key) : null;
        if (resource is null && last is null)
            return WorkOutcome.Success;

        var context = new ReconcileContext(_scope, key, item.Cause, item.Failures);
        RuntimeLog.Reconciling(_definition.Logger, _definition.Name, key, context.Attempt, item.Cause.Reasons, item.Cause.Related);
        RuntimeInstruments.Started(_definition.Name);
        var activity = Tracing.StartReconcile(_definition.Name, key, item.Cause, context.Attempt);
        var outcome = WorkOutcome.Failure;
        var result = "error";
        var token = worker.Begin(key, item.StartedAt);
        try
        {
            // What moves away from here on finds the run and cancels it.
            _definition.Shards?.ThrowIfLost(key);
            var reconciled = resource is not null
                ? await _definition.Reconciler.ReconcileAsync(resource, context, token).ConfigureAwait(false)
                : await _definition.Reconciler.DeletedAsync(last!, context, token).ConfigureAwait(false);
            (outcome, result) = Translate(reconciled);
            if (_inbox.Gate.IsHolding(key))
                outcome = outcome.AndLook(WriteGate.LookEvery);
            // Only what was told is forgotten: the object may have come and gone again meanwhile.
            if (last is not null && result == "success")
                _inbox.ForgetGone(key, last);
            RuntimeLog.Reconciled(_definition.Logger, _definition.Name, key, reconciled);
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            activity?.AddException(e);
            (outcome, result) = await FailAsync(worker, resource ?? last!, context, e, token).ConfigureAwait(false);
        }
        finally
        {
            worker.End();
            activity?.Dispose();
            RuntimeInstruments.Ended(_definition.Name, result, RuntimeInstruments.TimesReconciles ? (_queue.Now() - item.StartedAt).TotalSeconds : 0);
        }
        return outcome;
    }

    private ShardClaim WhoseIs(ObjectKey key)
    {
        if (_definition.IsMine is { } isMine && !isMine(key))
            return ShardClaim.Others;
        return _definition.Shards?.Claim(key) ?? ShardClaim.Mine;
    }

    private WorkOutcome Leave(ObjectKey key)
    {
        // Whoever it belongs to is told of its end.
        if (_inbox.LastState(key) is { } last)
            _inbox.ForgetGone(key, last);
        return WorkOutcome.Success;
    }

    private static (WorkOutcome, string) Translate(ReconcileResult result) => result.Kind switch
    {
        ReconcileResultKind.RequeueAfter => (WorkOutcome.Requeue(result.Delay), "requeue_after"),
        ReconcileResultKind.Retry => (WorkOutcome.Failure, "requeue"),
        _ => (WorkOutcome.Success, "success"),
    };

    private async ValueTask<(WorkOutcome, string)> FailAsync(ControllerWorker worker, T resource, ReconcileContext context, Exception e, CancellationToken token)
    {
        var (name, logger) = (_definition.Name, _definition.Logger);
        var isCancelled = e is OperationCanceledException && token.IsCancellationRequested;
        // Cancelled because the controller stops, or because the object moved to another replica: not the object's failure, and no error.
        if ((isCancelled && !worker.HasTimedOut) || (e is OperationCanceledException && _definition.Shards?.MayFinish(context.Key) == false))
            return (WorkOutcome.Hold(TimeSpan.Zero), "requeue");
        var isTerminal = e is TerminalReconcileException;
        RuntimeInstruments.Failed(name, isTerminal, isCancelled);
        if (isTerminal)
            RuntimeLog.ReconcileFailedForGood(logger, name, context.Key, e);
        else if (isCancelled)
            RuntimeLog.ReconcileTimedOut(logger, name, context.Key, _definition.Options.ReconcileTimeout!.Value);
        else
            RuntimeLog.ReconcileFailed(logger, name, context.Key, context.Attempt, e);
        if (isCancelled)
            _definition.Events?.TimedOut(resource, _definition.Options.ReconcileTimeout!.Value);
        else
            _definition.Events?.Failed(resource, e);
        if (_definition.OnFailure is { } hook)
        {
            try
            {
                await hook(new ReconcileFailure<T>(resource, e, context), isCancelled ? CancellationToken.None : token).ConfigureAwait(false);
            }
            catch (Exception hookFault)
            {
                RuntimeLog.HookFailed(logger, name, context.Key, hookFault);
            }
        }
        return (isTerminal ? WorkOutcome.Success : WorkOutcome.Failure, "error");
    }
}
