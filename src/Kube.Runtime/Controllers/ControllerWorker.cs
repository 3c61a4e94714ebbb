namespace Kube.Runtime;

/// <summary>One of a controller's workers: its cancellation, and the clock of its run.</summary>
internal sealed class ControllerWorker
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _cancellation = new();
    private TimeSpan _startedAt;
    private ObjectKey _key;
    private volatile bool _isRunning;
    private bool _isAborted;

    public bool HasTimedOut { get; private set; }

    /// <summary>Begins a run.</summary>
    /// <param name="key">What is worked on.</param>
    /// <param name="startedAt">When it began, by the queue's clock.</param>
    public CancellationToken Begin(ObjectKey key, TimeSpan startedAt)
    {
        lock (_lock)
        {
            // A source that nobody cancelled is used again; registrations that were left on it go.
            if (!_isAborted && !_cancellation.TryReset())
                _cancellation = new CancellationTokenSource();
            HasTimedOut = false;
            _key = key;
            _startedAt = startedAt;
            _isRunning = true;
            return _cancellation.Token;
        }
    }

    /// <summary>Ends the run.</summary>
    /// <remarks>Without the lock: a cancellation that is under way meets a run that has ended, and the next run does not begin before it is done.</remarks>
    public void End() => _isRunning = false;

    /// <summary>Cancels the run if it takes longer than allowed.</summary>
    public void Check(TimeSpan now, TimeSpan timeout)
    {
        lock (_lock)
        {
            if (!_isRunning || HasTimedOut || now - _startedAt < timeout)
                return;
            HasTimedOut = true;
            _ = _cancellation.CancelAsync();
        }
    }

    /// <summary>Cancels the run if its key is none that may go on.</summary>
    public void CancelUnless(Func<ObjectKey, bool> mayGoOn)
    {
        lock (_lock)
        {
            if (_isRunning && !mayGoOn(_key))
                _ = _cancellation.CancelAsync();
        }
    }

    /// <summary>Cancels the run, and every later one.</summary>
    public void Abort()
    {
        lock (_lock)
        {
            _isAborted = true;
            _ = _cancellation.CancelAsync();
        }
    }
}
