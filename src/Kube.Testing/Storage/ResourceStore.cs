using Kube.Schema.Json;

namespace Kube.Testing.Storage;

/// <summary>The objects of one resource and the window of changes that a watch can still be given.</summary>
/// <remarks>Changed only by <see cref="ObjectStore"/> under its lock; read without one, since all it hands out is immutable.</remarks>
internal sealed class ResourceStore
{
    private readonly int _window;
    private readonly Lock _logLock = new();
    private readonly List<StoreEvent> _log = [];
    private volatile Collection _current = Collection.Empty;
    private volatile TaskCompletionSource _changed = NewSignal();
    private long _forgottenUpTo;
    private long _snapshotsFrom;
    private int _epoch;

    public ResourceStore(string name, int window, long createdAt)
    {
        Name = name;
        _window = window;
        _forgottenUpTo = createdAt;
        _snapshotsFrom = createdAt;
    }

    /// <summary>Group and plural: <c>widgets.demo.example.com</c>.</summary>
    public string Name { get; }

    public Collection Current => _current;

    /// <summary>Changes up to and including this revision are gone: a watch can start from here, not from before.</summary>
    public long ForgottenUpTo => Interlocked.Read(ref _forgottenUpTo);

    /// <summary>Counts how often all watches were ended; a watch that sees it change ends.</summary>
    public int Epoch => Volatile.Read(ref _epoch);

    /// <summary>Completes at the next change, compaction or end of watches.</summary>
    public Task Changed => _changed.Task;

    /// <summary>The changes after <paramref name="revision"/>, oldest first; none (null) where some of them are forgotten.</summary>
    public IReadOnlyList<StoreEvent>? After(long revision)
    {
        lock (_logLock)
        {
            if (revision < _forgottenUpTo)
            {
                return null;
            }

            var from = FirstAfter(revision);
            return from == _log.Count ? [] : _log.GetRange(from, _log.Count - from);
        }
    }

    /// <summary>The collection as it was at <paramref name="revision"/>, or none where that is forgotten.</summary>
    public Collection? At(long revision)
    {
        lock (_logLock)
        {
            if (revision < _snapshotsFrom)
            {
                return null;
            }

            var after = FirstAfter(revision);
            if (after > 0)
            {
                return _log[after - 1].Snapshot;
            }

            return after == _log.Count ? _current : Before(_log[after]);
        }
    }

    internal void Commit(StoreEvent change)
    {
        lock (_logLock)
        {
            _log.Add(change);
            if (_log.Count > _window)
            {
                // Half the window at once, so that forgetting costs little a change.
                var drop = _log.Count - (_window / 2);
                _snapshotsFrom = _log[drop - 1].Revision;
                Interlocked.Exchange(ref _forgottenUpTo, Math.Max(_forgottenUpTo, _snapshotsFrom));
                _log.RemoveRange(0, drop);
            }

            _current = change.Snapshot;
        }

        Signal();
    }

    /// <summary>Forgets the changes up to a revision for watches. Lists of the past are still answered, as the real server does from the snapshots of its watch cache.</summary>
    internal void Compact(long upTo)
    {
        lock (_logLock)
        {
            Interlocked.Exchange(ref _forgottenUpTo, Math.Max(_forgottenUpTo, upTo));
        }

        Signal();
    }

    /// <summary>Ends all watches: the resource's definition was changed or deleted, or a test wants connections dropped.</summary>
    internal void EndWatches()
    {
        Interlocked.Increment(ref _epoch);
        Signal();
    }

    private static Collection Before(StoreEvent change) =>
        change.Before is null ? change.Snapshot.Without(change.Key) : change.Snapshot.With(change.Key, change.Before);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal() => Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();

    private int FirstAfter(long revision)
    {
        int low = 0, high = _log.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_log[middle].Revision <= revision)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
