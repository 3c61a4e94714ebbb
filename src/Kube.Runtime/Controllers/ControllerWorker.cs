namespace Kube.Runtime;

/// <summary>One of a controller's workers: its cancellation, and the clock of its run.</summary>
internal sealed class ControllerWorker
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _cancellation = new();
    private long _startedAt;
    private ObjectKey _key;
    private bool _isRunning;
    private bool _isAborted;

    public bool HasTimedOut { get; private set; }

    /// <summary>Begins a run.</summary>
    public CancellationToken Begin(ObjectKey key, long timestamp)
    {
        lock (_lock)
        {
            // A source that nobody cancelled is used again; registrations that were left on it go.
            if (!_isAborted && !_cancellation.TryReset())
                _cancellation = new CancellationTokenSource();
            HasTimedOut = false;
            _key = key;
            _startedAt = timestamp;
            _isRunning = true;
            return _cancellation.Token;
        }
    }

    public void End()
    {
        lock (_lock)
            _isRunning = false;
    }

    /// <summary>Cancels the run if it takes longer than allowed.</summary>
    public void Check(TimeProvider time, TimeSpan timeout)
    {
        lock (_lock)
        {
            if (!_isRunning || HasTimedOut || time.GetElapsedTime(_startedAt) < timeout)
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
