namespace Kube.Runtime;

/// <summary>One leadership for several controllers: each works in it, and it is given back when all have finished.</summary>
internal sealed class SharedTerms(LeaderElector elector)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<LeadershipTerm> _current = New();
    private TaskCompletionSource? _idle;
    private int _active;

    /// <summary>For one controller: works in each term until cancelled.</summary>
    public RunTerms Join() => async (runTerm, cancellationToken) =>
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await EnterAsync(cancellationToken).ConfigureAwait(false) is not { } term)
                continue;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(term.Token, cancellationToken);
            try
            {
                await runTerm(stop.Token, term.Token).ConfigureAwait(false);
            }
            finally
            {
                Leave();
            }
            // One that finished before its time waits for the next term.
            await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    };

    /// <summary>Campaigns until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => elector.RunAsync(term => LeadAsync(term, cancellationToken), cancellationToken);

    private async Task LeadAsync(LeadershipTerm term, CancellationToken cancellationToken)
    {
        lock (_lock)
            _current.TrySetResult(term);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(term.Token, cancellationToken);
        await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task idle;
        lock (_lock)
        {
            _current = New();
            if (_active == 0)
                return;
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _idle.Task;
        }
        await idle.ConfigureAwait(false);
    }

    private async Task<LeadershipTerm?> EnterAsync(CancellationToken cancellationToken)
    {
        Task<LeadershipTerm> next;
        lock (_lock)
            next = _current.Task;
        await ((Task)next).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            // The term may have ended between its announcement and now.
            if (cancellationToken.IsCancellationRequested || _current.Task != next || !next.IsCompletedSuccessfully)
                return null;
            _active++;
            return next.Result;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_active == 0)
                _idle?.TrySetResult();
        }
    }

    private static TaskCompletionSource<LeadershipTerm> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
