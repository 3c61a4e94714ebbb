using Kube.Schema.Json;

namespace Kube.Testing.Storage;

/// <summary>The objects of one resource and the window of changes that a watch can still be given.</summary>
/// <remarks>Changed only by <see cref="ObjectStore"/> under its lock; read without one, since all it hands out is immutable.</remarks>
internal sealed class ResourceStore
{
    private const int SnapshotEvery = 64;
    private const int CrowdedFrom = 16;
    private static readonly TimeSpan BeatOfOne = TimeSpan.FromMilliseconds(0.1);
    private static readonly TimeSpan LongestBeat = TimeSpan.FromMilliseconds(50);

    private readonly int _window;
    private readonly Lock _logLock = new();
    private readonly List<StoreEvent> _log = [];
    private volatile Collection _current = Collection.Empty;
    private volatile TaskCompletionSource _changed = NewSignal();
    private volatile Task _beat = Task.CompletedTask;
    private int _watchers;
    private long _changes;
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

    /// <summary>Counts a watch in (1) or out (-1).</summary>
    public void CountWatch(int by) => Interlocked.Add(ref _watchers, by);

    /// <summary>What a watch waits for after it sent something: nothing where few watch; else the next beat, common to all, so that a write to a connection carries all changes of a beat.</summary>
    /// <remarks>
    /// By the machine's clock, whatever the server's is: it is about the cost of writes. A change after a pause goes out at once. Sending to all takes longer the more there
    /// are, and so does the beat, or sending would be all that the machine does.
    /// </remarks>
    public Task NextBeat()
    {
        var watchers = Volatile.Read(ref _watchers);
        if (watchers < CrowdedFrom)
        {
            return Task.CompletedTask;
        }

        // Two that find no beat at the same time make two: no harm.
        var beat = _beat;
        return beat.IsCompleted ? _beat = Task.Delay(watchers * BeatOfOne is var length && length < LongestBeat ? length : LongestBeat) : beat;
    }

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

            // Back from the next snapshot that was kept, or from now.
            var after = FirstAfter(revision);
            var kept = after;
            while (kept < _log.Count && _log[kept].Snapshot is null)
            {
                kept++;
            }

            var collection = kept < _log.Count ? _log[kept].Snapshot! : _current;
            for (var i = Math.Min(kept, _log.Count - 1); i >= after; i--)
            {
                collection = _log[i].Before is { } before ? collection.With(_log[i].Key, before) : collection.Without(_log[i].Key);
            }

            return collection;
        }
    }

    internal void Commit(StoreEvent change, Collection collection)
    {
        lock (_logLock)
        {
            // A snapshot at each change would keep the tree's nodes of that change alive as long as the change itself.
            _log.Add(++_changes % SnapshotEvery == 0 ? change with { Snapshot = collection } : change);
            if (_log.Count > _window)
            {
                // Half the window at once, so that forgetting costs little a change.
                var drop = _log.Count - (_window / 2);
                _snapshotsFrom = _log[drop - 1].Revision;
                Interlocked.Exchange(ref _forgottenUpTo, Math.Max(_forgottenUpTo, _snapshotsFrom));
                _log.RemoveRange(0, drop);
            }

            _current = collection;
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
